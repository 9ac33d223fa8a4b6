a,b=eval,exec
X=a
# evasion: layer=S default=ST101 strict=ST101
