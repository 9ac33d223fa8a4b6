import random, contextvars
v = contextvars.ContextVar("v"); v.set(random); X = v.get()._os
# evasion: layer=S default=ST303@2:61 strict=ST201@1:16,ST206@2:40,ST206@2:53,ST303@2:61
