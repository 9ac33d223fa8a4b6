import random
class P:
    def __enter__(self): return random
    def __exit__(self, *a): pass
with P() as m: X = m._os
# evasion: layer=S default=ST303@5:22 strict=ST206@3:33,ST206@5:20,ST303@5:22
