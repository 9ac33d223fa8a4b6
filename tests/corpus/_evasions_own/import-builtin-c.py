import _thread as X
# evasion: layer=S default=ST201@1:8 strict=ST201@1:8
