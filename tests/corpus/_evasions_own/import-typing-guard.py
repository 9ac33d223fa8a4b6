import typing
if typing.TYPE_CHECKING: import os
X = 1
# evasion: layer=S default=ST201@2:33 strict=ST201@2:33
