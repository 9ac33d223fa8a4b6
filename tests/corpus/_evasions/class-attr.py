class C: g=eval
X=C.g
# evasion: layer=S default=ST101@1:12 strict=ST101@1:12
