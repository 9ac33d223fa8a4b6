import sys
X=sys.meta_path
# evasion: layer=S default=ST201 strict=ST201
