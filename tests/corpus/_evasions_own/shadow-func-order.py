def f(): return open
X = f
def open(): pass
del open
# evasion: layer=S default=ST101@1:17 strict=ST101@1:17
