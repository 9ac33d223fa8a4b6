import itertools
X = list(itertools.groupby(["1"], eval))
# evasion: layer=S default=ST101@2:35 strict=ST101@2:35
