class C: pass
X = C().__weakref__
# evasion: layer=S default=ST301@2:9 strict=ST301@2:9
