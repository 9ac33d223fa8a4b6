import os
class A:
    def f(s,o,n): return super().__getattribute__(n)
X=type(os).__getattribute__(os,"system")
# evasion: layer=S default=ST201,ST301 strict=ST201,ST301
