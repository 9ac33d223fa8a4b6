X = __loader__.load_module("os")
# evasion: layer=S default=ST102@1:5 strict=ST102@1:5
