class C:
    async def __aenter__(s): return eval
X = C
# evasion: layer=S default=ST101@2:37 strict=ST501@2:5,ST401@2:15,ST101@2:37
