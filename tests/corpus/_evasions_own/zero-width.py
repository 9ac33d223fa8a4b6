e​val = 1
# evasion: layer=S default=ST011@1:2,ST024@1:2 strict=ST011@1:2,ST024@1:2
