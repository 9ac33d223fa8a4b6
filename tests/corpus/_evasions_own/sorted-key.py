X = sorted([()], key=lambda o, g=getattr: g(o, "__" + "base__"))
# evasion: layer=S* default=ST302@1:48 strict=ST307@1:34,ST302@1:48
