class C: pass
c = C()
del c.__ｄict__
X = c
# evasion: layer=S default=ST301@3:7,ST701@3:7 strict=ST301@3:7,ST701@3:7
