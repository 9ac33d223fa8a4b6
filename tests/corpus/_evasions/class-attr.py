class C: g=eval
X=C.g
# evasion: layer=S default=ST101 strict=ST101
