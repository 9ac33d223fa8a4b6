async def f(): pass
c = f()
X = getattr(c, "cr_" + "frame")
c.close()
# evasion: layer=S default=ST302@3:16 strict=ST501@1:1,ST302@3:16
