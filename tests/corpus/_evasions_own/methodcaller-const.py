import operator
X = operator.methodcaller("__getattribute__", "x")(1)
# evasion: layer=S default=ST302@2:27,ST309@2:27 strict=ST101@2:5,ST302@2:27,ST309@2:27
