(f:=eval)
X=f
# evasion: layer=S default=ST101@1:5 strict=ST101@1:5
