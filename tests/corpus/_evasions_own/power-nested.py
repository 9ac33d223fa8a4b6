X = 9**9**9
# evasion: layer=S default=ST601@1:5 strict=ST601@1:5
