import sys
X=sys.settrace
# evasion: layer=S default=ST201 strict=ST201
