class M(type):
    def __instancecheck__(s, o): return True
class C(metaclass=M): pass
X = isinstance(1, C)
# evasion: layer=S default=ST401@2:9,ST402@3:9 strict=ST401@2:9,ST402@3:9
