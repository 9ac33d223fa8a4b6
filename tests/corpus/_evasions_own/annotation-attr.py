class C: pass
C().x: print.__self__ = 1
X = 1
# evasion: layer=S default=ST301@2:14 strict=ST301@2:14
