import sys
X=breakpoint
# evasion: layer=S default=ST101,ST201 strict=ST101,ST201
