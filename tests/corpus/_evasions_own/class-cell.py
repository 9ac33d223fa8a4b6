class C:
    __class__ = property(lambda s: int)
X = C()
# evasion: layer=S default=ST401@2:5 strict=ST401@2:5
