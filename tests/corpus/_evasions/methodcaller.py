import operator
X=operator.methodcaller("__class__")([]) if 0 else operator.attrgetter("__class__.__base__")(())
# evasion: layer=S,G default=ST302@2:72,ST309@2:72 strict=ST101@2:3,ST302@2:25,ST101@2:52,ST302@2:72,ST302@2:72,ST309@2:72
