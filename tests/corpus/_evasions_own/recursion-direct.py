def f(): return f()
X = f
# evasion: layer=S default=ST607@1:17 strict=ST607@1:17
