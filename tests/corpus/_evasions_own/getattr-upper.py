X = getattr((), "__BASE__".lower())
# evasion: layer=S* default=ST302@1:17 strict=ST302@1:17
