X = "".join(["{0.", "_" * 2, "base", "_" * 2, "}"]).format(int)
# evasion: layer=S* default=ST302@1:5 strict=ST302@1:5
