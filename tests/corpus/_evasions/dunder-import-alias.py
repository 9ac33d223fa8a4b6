f=__import__
X=f("os")
# evasion: layer=S default=ST204@1:3 strict=ST204@1:3
