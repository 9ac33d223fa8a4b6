def f(__builtins__=1): return __builtins__
X = f()
# evasion: layer=S default=ST102@1:7,ST102@1:31 strict=ST102@1:7,ST102@1:31
