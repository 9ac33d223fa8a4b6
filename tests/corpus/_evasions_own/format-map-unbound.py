X = str.format_map("{a.__base__}", {"a": int})
# evasion: layer=S default=ST302@1:20,ST309@1:20 strict=ST307@1:5,ST301@1:9,ST302@1:20,ST309@1:20
