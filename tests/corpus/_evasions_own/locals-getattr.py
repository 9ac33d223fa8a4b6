X = locals()["__builtins__"]
# evasion: layer=S default=ST101@1:5,ST309@1:14 strict=ST101@1:5,ST309@1:14
