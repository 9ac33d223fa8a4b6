class C: __slots__ = ("__dict__", "__weakref__")
X = C().__dict__
# evasion: layer=S default=ST309@1:23,ST301@2:9 strict=ST309@1:23,ST301@2:9
