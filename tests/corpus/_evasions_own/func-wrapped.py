import functools
@functools.lru_cache
def f(): pass
X = f.__wrapped__
# evasion: layer=S default=ST301@4:7 strict=ST301@4:7
