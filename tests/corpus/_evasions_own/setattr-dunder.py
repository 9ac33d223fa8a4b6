class C: pass
setattr(C, "__getattribute__", lambda s, n: 1)
X = C().y
# evasion: layer=S default=ST302@2:12,ST309@2:12 strict=ST302@2:12,ST309@2:12
