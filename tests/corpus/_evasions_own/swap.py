a = eval
b = 1
a, b = b, a
X = b
# evasion: layer=S default=ST101@1:5 strict=ST101@1:5
