import collections
collections.Counter.update = lambda s: 1
X = 1
# evasion: layer=S default=ST304@2:1 strict=ST304@2:1
