@lambda f: getattr((), f())
def X(): return "__base__"
# evasion: layer=S* default=ST309@2:17 strict=ST408@1:2,ST307@1:12,ST309@2:17
