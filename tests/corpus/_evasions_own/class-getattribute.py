class C:
    def __getattribute__(s, n): return n
X = C().y
# evasion: layer=S default=ST401@2:9 strict=ST401@2:9
