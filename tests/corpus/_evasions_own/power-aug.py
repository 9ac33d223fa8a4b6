x = 10
x **= 10**9
X = x
# evasion: layer=S* default=ST601@2:1 strict=ST601@2:1
