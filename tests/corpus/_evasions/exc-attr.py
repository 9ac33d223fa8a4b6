import os
try: os.nope
except AttributeError as ex: X=ex.obj
# evasion: layer=S*,G default=ST201,ST308 strict=ST201,ST301,ST308
