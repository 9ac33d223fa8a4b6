X = getattr(len, bytes([95, 95, 115, 101, 108, 102, 95, 95]).decode())
# evasion: layer=S default=ST302@1:18 strict=ST302@1:18
