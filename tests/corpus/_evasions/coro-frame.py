async def f(): pass
c=f()
X=c.cr_frame
c.close()
# evasion: layer=S default=ST301@3:5 strict=ST501@1:1,ST301@3:5
