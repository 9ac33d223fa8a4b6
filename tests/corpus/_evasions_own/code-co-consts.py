X = (lambda: 0).__code__.co_consts
# evasion: layer=S default=ST301@1:17,ST301@1:26 strict=ST301@1:17,ST301@1:26
