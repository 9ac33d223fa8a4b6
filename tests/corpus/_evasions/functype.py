X=type(lambda:0)((lambda:2).__code__,{})()
# evasion: layer=S default=ST301@1:29 strict=ST301@1:29
