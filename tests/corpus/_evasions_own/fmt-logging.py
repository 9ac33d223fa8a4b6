import logging
logging.basicConfig(format="{msg.__class__.__mro__}", style="{")
logging.warning("x")
X = 1
# evasion: layer=S default=ST302@2:28,ST309@2:28 strict=ST201@1:8,ST302@2:28,ST302@2:28,ST309@2:28
