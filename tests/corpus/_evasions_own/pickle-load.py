from pickle import loads as X
# evasion: layer=S default=ST201@1:6 strict=ST201@1:6
