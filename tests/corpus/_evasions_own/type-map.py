X = list(map(type, ["X"], [()], [{}]))
# evasion: layer=S* default=ST403@1:10 strict=ST403@1:10
