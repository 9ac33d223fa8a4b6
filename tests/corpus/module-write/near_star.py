# Names of the text beside a star import, which the module does not have.
from decimal import *

with localcontext() as ctx:
    ctx.prec = 30


class Tally:
    count = 0


def add():
    Tally.count += 1


add()
print(Decimal(1) / 3, Tally.count)
