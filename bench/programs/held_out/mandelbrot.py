def main():
    inside = 0
    for py in range(90):
        for px in range(120):
            c = complex(px / 40 - 2.2, py / 35 - 1.2)
            z = 0j
            n = 0
            while abs(z) < 2 and n < 60:
                z = z * z + c
                n += 1
            inside += n == 60
    return inside
