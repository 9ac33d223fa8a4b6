import itertools
X = list(itertools.accumulate(["1", "2"], lambda a, b: eval(b)))
# evasion: layer=S default=ST101@2:56 strict=ST101@2:56
