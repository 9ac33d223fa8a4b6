def f(): yield eval
X = next(f())
# evasion: layer=S default=ST101@1:16 strict=ST101@1:16
