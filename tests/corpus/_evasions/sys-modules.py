import sys
X=sys.modules["os"]
# evasion: layer=S default=ST201 strict=ST201
