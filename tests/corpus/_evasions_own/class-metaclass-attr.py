m = [lambda n, b, d: 1]
class X(metaclass=m[0]): pass
# evasion: layer=S default=ST402@2:9 strict=ST402@2:9
