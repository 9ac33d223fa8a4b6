import random
class C: a: random
X = C.__annotations__["a"]._os
# evasion: layer=S* default=- strict=ST206@2:13,ST301@3:7
