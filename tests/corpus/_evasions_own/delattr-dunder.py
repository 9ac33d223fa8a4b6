class C: pass
delattr(C, "__dict__")
X = C
# evasion: layer=S default=ST302@2:12,ST309@2:12 strict=ST302@2:12,ST309@2:12
