from os import system as s
X=s
# evasion: layer=S default=ST201@1:6 strict=ST201@1:6
