# Local arithmetic in nested loops.
def main():
    total = 0
    for i in range(1000):
        for j in range(800):
            total += (i ^ j) & 7
    return total
