def a():
    f = None
    def b():
        nonlocal f
        f = eval
    b()
    return f
X = a()("1+1")
# evasion: layer=S default=ST101@5:13 strict=ST101@5:13
