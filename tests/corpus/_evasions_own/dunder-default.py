def f(a=().__class__.__base__.__subclasses__()): return a
X = f()
# evasion: layer=S default=ST301@1:22,ST301@1:31 strict=ST301@1:12,ST301@1:22,ST301@1:31
