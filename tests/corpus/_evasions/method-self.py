X=print.__self__.eval
# evasion: layer=S default=ST101,ST301 strict=ST101,ST301
