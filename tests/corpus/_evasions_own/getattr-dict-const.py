X = getattr((), {"k": "__base__"}["k"])
# evasion: layer=S* default=ST309@1:23 strict=ST307@1:5,ST309@1:23
