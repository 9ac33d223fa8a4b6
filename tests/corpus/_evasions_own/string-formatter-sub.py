import string
class F(string.Formatter): pass
X = F().format("{0.__base__}", int)
# evasion: layer=S default=ST302@3:16,ST309@3:16 strict=ST101@2:9,ST307@2:9,ST307@3:5,ST302@3:16,ST309@3:16
