for X in (b for b in int.__bases__): pass
# evasion: layer=S default=ST301@1:26 strict=ST301@1:26
