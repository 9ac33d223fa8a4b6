X=__import__("o"+"s")
# evasion: layer=S,G default=ST204 strict=ST204
