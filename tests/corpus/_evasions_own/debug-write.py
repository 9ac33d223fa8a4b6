__debug__ = 0
X = 1
# evasion: layer=S default=ST043@1:1 strict=ST043@1:1
