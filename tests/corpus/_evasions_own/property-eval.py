class C:
    x = property(eval)
X = C
# evasion: layer=S default=ST101@2:18 strict=ST101@2:18
