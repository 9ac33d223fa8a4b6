import operator
X=operator.methodcaller("__class__")([]) if 0 else operator.attrgetter("__class__.__base__")(())
# evasion: layer=S,G default=ST302,ST309 strict=ST101,ST302,ST309
