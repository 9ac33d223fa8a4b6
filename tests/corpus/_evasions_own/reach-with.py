import random, contextlib
with contextlib.nullcontext(random) as m: X = m._os
# evasion: layer=S* default=ST303@2:49 strict=ST201@1:16,ST206@2:29,ST206@2:47,ST303@2:49
