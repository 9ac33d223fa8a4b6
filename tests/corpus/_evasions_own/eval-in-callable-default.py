from collections import defaultdict
X = defaultdict(eval)
# evasion: layer=S default=ST101@2:17 strict=ST101@2:17
