from functools import *
X = reduce(getattr, ["__class__"], ())
# evasion: layer=S* default=- strict=ST501@1:1,ST101@2:5,ST307@2:12
