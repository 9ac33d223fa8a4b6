import itertools
X = list(itertools.starmap(getattr, [((), "__base__")]))
# evasion: layer=S* default=ST309@2:43 strict=ST307@2:28,ST309@2:43
