a,b=eval,exec
X=a
# evasion: layer=S default=ST101@1:5,ST101@1:10 strict=ST101@1:5,ST101@1:10
