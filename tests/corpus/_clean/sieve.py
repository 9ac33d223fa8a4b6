def primes(limit):
    sieve = [True] * (limit + 1)
    sieve[0:2] = [False, False]
    p = 2
    while p * p <= limit:
        if sieve[p]:
            for multiple in range(p * p, limit + 1, p):
                sieve[multiple] = False
        p += 1
    return [n for n, prime in enumerate(sieve) if prime]


print(primes(50))
