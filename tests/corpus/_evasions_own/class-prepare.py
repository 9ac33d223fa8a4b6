class M(type):
    @classmethod
    def __prepare__(m, n, b): return {"x": 1}
class C(metaclass=M): pass
X = C
# evasion: layer=S default=ST401@3:9,ST402@4:9 strict=ST401@3:9,ST402@4:9
