import hashlib
import math
import time

math.factorial(1000)
math.factorial(int(input()))
hashlib.pbkdf2_hmac("sha256", b"p", b"s", 100_000)
time.sleep(0.1)
sum(range(1, 1_000_001))
range(10**12)
10**12 in range(10**15)


def factorial(n):
    return n


factorial(10**9)


def sum(numbers):
    return numbers


sum(range(10**12))
