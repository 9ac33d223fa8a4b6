import contextlib
X = contextlib.sys
# evasion: layer=S default=ST303@2:16 strict=ST201@1:8,ST206@2:5,ST303@2:16
