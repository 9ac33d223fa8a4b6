import ºs
X=ºs
# evasion: layer=S default=ST201@1:8,ST701@1:8,ST701@2:3 strict=ST201@1:8,ST701@1:8,ST206@2:3,ST701@2:3
