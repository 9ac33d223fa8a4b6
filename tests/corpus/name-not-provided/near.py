import functools
import re
from collections import Counter
from decimal import Decimal


class Own:
    def file_digest(self):
        return self.getnode

    getnode = 1


print(functools.wraps, re.compile, Counter, Decimal, Own().file_digest, Own.getnode)
