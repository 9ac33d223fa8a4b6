class C: pass
c = C()
[c.__dict__, *X] = {}, 1
# evasion: layer=S default=ST301@3:4 strict=ST301@3:4
