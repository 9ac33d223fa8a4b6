X = getattr((), b"__base__".decode())
# evasion: layer=S* default=ST309@1:17,ST302@1:17 strict=ST309@1:17,ST302@1:17
