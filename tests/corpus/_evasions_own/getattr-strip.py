X = getattr((), " __base__ ".strip())
# evasion: layer=S* default=ST309@1:17,ST302@1:17 strict=ST309@1:17,ST302@1:17
