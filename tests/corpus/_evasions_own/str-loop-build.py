import random
n = ""
for c in "so":
    n = c + n
X = getattr(random, "_" + n)
# evasion: layer=S default=ST302@5:5 strict=ST307@5:5,ST302@5:5,ST206@5:13
