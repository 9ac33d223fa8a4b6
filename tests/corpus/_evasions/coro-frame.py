async def f(): pass
c=f()
X=c.cr_frame
c.close()
# evasion: layer=S default=ST301 strict=ST301,ST501
