import math


def gcd(a, b):
    return a if not b else gcd(b, a % b)


def is_prime(n, bases=(2, 3, 5, 7, 11, 13, 17)):
    if n < 2:
        return False
    for p in bases:
        if n % p == 0:
            return n == p
    d, s = n - 1, 0
    while d % 2 == 0:
        d //= 2
        s += 1
    for a in bases:
        x = pow(a, d, n)
        if x in (1, n - 1):
            continue
        for _ in range(s - 1):
            x = pow(x, 2, n)
            if x == n - 1:
                break
        else:
            return False
    return True


MOD = 10**9 + 7
print(gcd(84, 36), math.gcd(84, 36), is_prime(2**61 - 1), is_prime(2**61 + 1), pow(3, 10**18, MOD))
print(math.factorial(20) % MOD, sum(divmod(10**18, 97)), round(math.log2(2**100)), math.isqrt(10**20))
