import random
def g():
    try: yield
    except ValueError as e: yield e.args[0]._os
i = g(); next(i); X = i.throw(ValueError(random))
# evasion: layer=S* default=- strict=ST206@5:42
