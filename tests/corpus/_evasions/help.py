X=help
# evasion: layer=S default=ST101@1:3 strict=ST101@1:3
