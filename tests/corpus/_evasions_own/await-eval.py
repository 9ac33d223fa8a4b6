async def f(): return await eval("1")
X = f
# evasion: layer=S default=ST101@1:29 strict=ST501@1:1,ST501@1:23,ST101@1:29
