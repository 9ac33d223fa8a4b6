def __import__(n): return n
X = 1
# evasion: layer=S default=ST102@1:5 strict=ST102@1:5
