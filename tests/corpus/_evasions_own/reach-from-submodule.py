from collections import abc, _sys as X
# evasion: layer=S default=ST202@1:30 strict=ST202@1:30
