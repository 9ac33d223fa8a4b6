import random
def g():
    m = yield
    yield m._os
i = g(); next(i); X = i.send(random)
# evasion: layer=S* default=- strict=ST206@5:30
