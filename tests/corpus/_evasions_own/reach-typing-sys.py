from typing import sys as X
# evasion: layer=S default=ST202@1:20 strict=ST202@1:20
