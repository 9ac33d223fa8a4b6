X = getattr((), "real", ｄefault) if 0 else ｅval
# evasion: layer=S default=ST701@1:25,ST101@1:44,ST701@1:44 strict=ST701@1:25,ST101@1:44,ST701@1:44
