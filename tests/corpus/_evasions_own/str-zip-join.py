X = getattr(len, "".join(a + b for a, b in zip("__ef_", "_sl__")))
# evasion: layer=S* default=- strict=ST307@1:5
