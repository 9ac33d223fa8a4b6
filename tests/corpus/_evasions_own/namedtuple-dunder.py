import collections
X = collections.namedtuple("X", ["__class__"], rename=True)
# evasion: layer=S* default=- strict=ST101@2:5
