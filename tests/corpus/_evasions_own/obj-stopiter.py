def gen():
    yield 1
    return eval
g = gen(); next(g)
try: next(g)
except StopIteration as e: X = e.value("1+1")
# evasion: layer=S default=ST101@3:12 strict=ST101@3:12
