class C: pass
for n in ["__call__"]: setattr(C, n, eval)
X = C
# evasion: layer=S default=ST306@2:35,ST101@2:38 strict=ST307@2:24,ST306@2:35,ST101@2:38
