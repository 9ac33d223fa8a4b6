import collections
X=collections.namedtuple("P","a b")(1,2)
# evasion: layer=G default=- strict=ST101@2:3
