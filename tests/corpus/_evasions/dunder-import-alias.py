f=__import__
X=f("os")
# evasion: layer=S default=ST204 strict=ST204
