from typing import Optional
X = Optional["__import__('os')"]
# evasion: layer=S default=ST309@2:14,ST404@2:14 strict=ST309@2:14,ST404@2:14
