X = __build_class__
# evasion: layer=S default=ST102@1:5 strict=ST102@1:5
