import functools
X = sorted([1], key=functools.cmp_to_key(eval))
# evasion: layer=S default=ST101@2:42 strict=ST101@2:42
