X = [type][0]("X", (), {})
# evasion: layer=S default=ST403@1:5 strict=ST403@1:5
