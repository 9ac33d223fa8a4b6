import operator
X = operator.attrgetter("__class__.__base__")(())
# evasion: layer=S default=ST302@2:25,ST309@2:25 strict=ST101@2:5,ST302@2:25,ST302@2:25,ST309@2:25
