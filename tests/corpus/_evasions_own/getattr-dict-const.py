X = getattr((), {"k": "__base__"}["k"])
# evasion: layer=S* default=ST302@1:17,ST309@1:23 strict=ST302@1:17,ST309@1:23
