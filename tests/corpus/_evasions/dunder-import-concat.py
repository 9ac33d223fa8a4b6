X=__import__("o"+"s")
# evasion: layer=S,G default=ST204@1:3 strict=ST204@1:3
