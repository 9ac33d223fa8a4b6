import operator
X = operator.call(getattr, (), "__base__")
# evasion: layer=S* default=ST309@2:32 strict=ST101@2:5,ST307@2:19,ST309@2:32
