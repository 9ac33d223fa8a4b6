import os
class A:
    def f(s,o,n): return super().__getattribute__(n)
X=type(os).__getattribute__(os,"system")
# evasion: layer=S default=ST201@1:8,ST301@3:34,ST301@4:12 strict=ST201@1:8,ST301@3:34,ST206@4:8,ST301@4:12,ST206@4:29
