X = f"{1:{().__class__.__mro__}}"
# evasion: layer=S default=ST301@1:24 strict=ST301@1:14,ST301@1:24
