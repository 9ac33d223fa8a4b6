def f(a: ().__class__.__base__.__subclasses__()): pass
X = f
# evasion: layer=S default=ST301@1:23,ST301@1:32 strict=ST409@1:10,ST301@1:13,ST301@1:23,ST301@1:32
