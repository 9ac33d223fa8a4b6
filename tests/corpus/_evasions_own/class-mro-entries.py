class A:
    def __mro_entries__(s, b): return (int,)
class X(A()): pass
# evasion: layer=S default=ST401@2:9 strict=ST401@2:9
