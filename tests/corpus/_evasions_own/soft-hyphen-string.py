X = "sys­tem"
# evasion: layer=S default=ST011@1:9 strict=ST011@1:9
