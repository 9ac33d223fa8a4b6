X = str.format("{0.__base__}", int)
# evasion: layer=S default=ST302@1:16,ST309@1:16 strict=ST307@1:5,ST302@1:16,ST309@1:16
