class __builtins__: pass
X = 1
# evasion: layer=S default=ST102@1:7 strict=ST102@1:7
