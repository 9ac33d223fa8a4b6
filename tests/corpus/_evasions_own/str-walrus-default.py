X = getattr(len, (n := "__self") + "__")
# evasion: layer=S default=ST302@1:18 strict=ST302@1:18
