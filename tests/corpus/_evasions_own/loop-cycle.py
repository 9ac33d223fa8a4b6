import itertools
for X in itertools.count(): pass
# evasion: layer=S* default=ST606@2:1 strict=ST606@2:1
