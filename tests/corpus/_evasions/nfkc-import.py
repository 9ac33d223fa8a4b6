import ºs
X=ºs
# evasion: layer=S default=ST201,ST701 strict=ST201,ST701
