X = print.\
__self__
# evasion: layer=S default=ST301@2:1 strict=ST301@2:1
