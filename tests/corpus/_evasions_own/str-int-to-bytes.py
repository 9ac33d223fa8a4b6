X = getattr(len, int.to_bytes(0x5f5f73656c665f5f, 8, "big").decode())
# evasion: layer=S* default=- strict=ST307@1:5
