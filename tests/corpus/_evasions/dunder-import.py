X=__import__("os")
# evasion: layer=S default=ST204 strict=ST204
