import heapq
X = heapq.nlargest(1, ["1"], key=eval)
# evasion: layer=S default=ST101@2:34 strict=ST101@2:34
