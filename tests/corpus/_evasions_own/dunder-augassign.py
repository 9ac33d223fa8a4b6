class C: pass
c = C()
c.__dict__ |= {"x": 1}
X = c
# evasion: layer=S default=ST301@3:3 strict=ST301@3:3
