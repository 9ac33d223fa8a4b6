(f:=eval)
X=f
# evasion: layer=S default=ST101 strict=ST101
