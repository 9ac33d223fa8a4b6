import hashlib
import math
import random
import secrets
import time

math.factorial(10**9)  # expect: ST608
math.perm(10**7, 10**7)  # expect: ST608
random.getrandbits(10**12)  # expect: ST608
secrets.token_bytes(10**10)  # expect: ST608
hashlib.pbkdf2_hmac("sha256", b"p", b"s", 10**9)  # expect: ST608
hashlib.scrypt(b"p", salt=b"s", n=2**30, r=8, p=1)  # expect: ST608
time.sleep(3600)  # expect: ST608
sum(range(10**12))  # expect: ST608
