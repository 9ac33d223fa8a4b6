import random
parts = []
for c in ("_", "o", "s"):
    parts.append(c)
X = getattr(random, "".join(parts)).system
# evasion: layer=S* default=- strict=ST206@5:13
