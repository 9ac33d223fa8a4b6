X = type(type(1))("X", (), {})
# evasion: layer=S default=ST403@1:5 strict=ST403@1:5
