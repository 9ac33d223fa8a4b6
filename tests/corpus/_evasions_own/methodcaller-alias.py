from operator import methodcaller as m
X = m("__reduce_ex__", 2)(1)
# evasion: layer=S default=ST302@2:7,ST309@2:7 strict=ST101@1:22,ST302@2:7,ST309@2:7
