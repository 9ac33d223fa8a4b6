X = f"".__class__.__base__
# evasion: layer=S default=ST301@1:19 strict=ST301@1:9,ST301@1:19
