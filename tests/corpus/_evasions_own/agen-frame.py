async def f(): yield 1
X = f().ag_frame
# evasion: layer=S default=ST301@2:9 strict=ST501@1:1,ST301@2:9
