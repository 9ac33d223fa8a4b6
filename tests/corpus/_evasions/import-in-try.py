try:
    import nope
except ImportError:
    import os
X=os.system
# evasion: layer=S default=ST201@2:12,ST201@4:12 strict=ST201@2:12,ST201@4:12
