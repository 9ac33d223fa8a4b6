a = [1]
a += [eval]
X = a
# evasion: layer=S default=ST101@2:7 strict=ST101@2:7
