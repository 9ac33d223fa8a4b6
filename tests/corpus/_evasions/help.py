X=help
# evasion: layer=S default=ST101 strict=ST101
