import random
from contextlib import ExitStack, nullcontext
with ExitStack() as s: X = s.enter_context(nullcontext(random))._os
# evasion: layer=S* default=- strict=ST201@2:6,ST206@3:56
