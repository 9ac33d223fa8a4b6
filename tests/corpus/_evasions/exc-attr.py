import os
try: os.nope
except AttributeError as ex: X=ex.obj
# evasion: layer=S*,G default=ST201@1:8,ST308@3:32 strict=ST201@1:8,ST308@3:32,ST301@3:35
