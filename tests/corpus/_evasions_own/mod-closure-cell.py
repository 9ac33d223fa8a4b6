import random
def f():
    m = random
    return lambda: m
X = f().__closure__[0].cell_contents._os
# evasion: layer=S default=ST301@5:9 strict=ST206@3:9,ST206@4:20,ST301@5:9
