# stopped-by: guard
from dataclasses import dataclass
out = []
class C:
    pass
C.__annotations__ = {"x==0 or out.append(().__class__.__base__) or self.x": int}
C = dataclass(init=False, repr=False)(C)
C() == C()
print('ESCAPED', out)
