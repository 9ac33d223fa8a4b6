async def f(): pass
c = f(); X = c.cr_frame.f_globals; c.close()
# evasion: layer=S default=ST301@2:16,ST301@2:25 strict=ST501@1:1,ST301@2:16,ST301@2:25
