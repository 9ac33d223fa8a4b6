еval = 1
X = еval
# evasion: layer=S default=ST702@1:1,ST702@2:5 strict=ST702@1:1,ST702@2:5
