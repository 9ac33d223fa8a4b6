X = "a󠁡b"
# evasion: layer=S default=ST011@1:7 strict=ST011@1:7
