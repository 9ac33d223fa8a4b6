def f():
    x: eval("1") = 1
X = f
# evasion: layer=S default=ST101@2:8 strict=ST101@2:8,ST409@2:8
