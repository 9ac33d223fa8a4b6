class C:
    __getattribute__ = lambda s, n: n
X = C().y
# evasion: layer=S default=ST401@2:5 strict=ST401@2:5
