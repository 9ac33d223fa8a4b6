X = [getattr((), n) for n in dir(()) if n.startswith("__cl")]
# evasion: layer=S* default=- strict=ST307@1:6,ST101@1:30
