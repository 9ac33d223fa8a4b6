X = list(map(getattr, [()], ["__base__"]))
# evasion: layer=S* default=ST309@1:30 strict=ST307@1:14,ST309@1:30
