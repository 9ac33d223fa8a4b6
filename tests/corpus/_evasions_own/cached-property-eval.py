import functools
class C:
    x = functools.cached_property(exec)
X = C
# evasion: layer=S default=ST101@3:35 strict=ST101@3:35
