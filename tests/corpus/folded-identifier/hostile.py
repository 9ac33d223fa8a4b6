import ｍath  # expect: ST701
from math import ｐi  # expect: ST701
x = [].ａppend  # expect: ST701
def f(ｎ): return ｎ  # expect: ST701, ST701
print(ｓep=" ")  # expect: ST701
match 1j:
    case complex(ｒeal=r):  # expect: ST701
        pass
for ｉ in "a":  # expect: ST701
    pass
y = f"{𝘹}"  # expect: ST701
class ℂ: pass  # expect: ST701
