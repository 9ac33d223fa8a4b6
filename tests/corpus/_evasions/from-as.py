from os import system as s
X=s
# evasion: layer=S default=ST201 strict=ST201
