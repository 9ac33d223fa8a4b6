import operator
X = operator.pow(10, 10**9)
# evasion: layer=S* default=ST601@2:5 strict=ST601@2:5
