import operator
X = operator.attrgetter("real", "__class__.__base__")(1)
# evasion: layer=S default=ST302@2:33,ST309@2:33 strict=ST101@2:5,ST302@2:33,ST302@2:33,ST309@2:33
