from ｏs import system as X
# evasion: layer=S default=ST201@1:1,ST701@1:1 strict=ST201@1:1,ST701@1:1
