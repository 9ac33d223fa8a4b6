import random
def gen():
    yield 1
    return random
g = gen(); next(g)
try: next(g)
except StopIteration as e: X = e.value._os
# evasion: layer=S* default=- strict=ST206@4:12,ST206@5:17,ST206@6:11
