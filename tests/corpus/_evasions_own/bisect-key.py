import bisect
X = bisect.bisect([1], 1, key=eval)
# evasion: layer=S default=ST101@2:31 strict=ST101@2:31
