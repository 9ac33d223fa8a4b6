import contextlib
X = contextlib.closing(open)
# evasion: layer=S default=ST101@2:24 strict=ST201@1:8,ST101@2:24
