def f():
    yield g.gi_frame.f_back
g=f()
X=next(g)
# evasion: layer=S,G default=ST301@2:13,ST301@2:22 strict=ST301@2:13,ST301@2:22
