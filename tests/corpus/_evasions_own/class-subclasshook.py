class C:
    @classmethod
    def __subclasshook__(cls, o): return True
X = issubclass(int, C)
# evasion: layer=S default=ST401@3:9 strict=ST401@3:9
