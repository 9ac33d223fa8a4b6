@(lambda f, g=eval: g)
class X: pass
# evasion: layer=S default=ST101@1:15 strict=ST408@1:3,ST101@1:15
