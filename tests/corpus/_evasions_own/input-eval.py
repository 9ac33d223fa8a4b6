X = eval(input())
# evasion: layer=S default=ST101@1:5 strict=ST101@1:5,ST101@1:10
