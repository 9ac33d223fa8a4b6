class C:
    x = property(lambda s: getattr(s, "__" + "dict__"))
X = C().x
# evasion: layer=S* default=ST302@2:39 strict=ST302@2:39
