X = dir(__builtins__)
# evasion: layer=S default=ST102@1:9 strict=ST101@1:5,ST102@1:9
