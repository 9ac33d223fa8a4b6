import sys
X=sys.settrace
# evasion: layer=S default=ST201@1:8 strict=ST201@1:8
