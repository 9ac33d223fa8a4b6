import random
try: raise ValueError(random)
except ValueError as e: X = e.args[0]._os
# evasion: layer=S* default=- strict=ST206@2:23
