class C: pass
c = C()
for c.__class__ in [int]: pass
X = c
# evasion: layer=S default=ST306@3:7 strict=ST301@3:7
