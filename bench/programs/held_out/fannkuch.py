def main():
    n = 8
    perm1 = list(range(n))
    count = [0] * n
    best = checksum = nperm = 0
    r = n
    while True:
        while r != 1:
            count[r - 1] = r
            r -= 1
        perm = perm1[:]
        flips = 0
        k = perm[0]
        while k:
            perm[: k + 1] = perm[k::-1]
            flips += 1
            k = perm[0]
        best = max(best, flips)
        checksum += -flips if nperm % 2 else flips
        while True:
            if r == n:
                return [checksum, best]
            perm1.insert(r, perm1.pop(0))
            count[r] -= 1
            if count[r] > 0:
                break
            r += 1
        nperm += 1
