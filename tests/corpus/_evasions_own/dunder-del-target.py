class C: pass
c = C()
del c.__dict__
X = c
# evasion: layer=S default=ST301@3:7 strict=ST301@3:7
