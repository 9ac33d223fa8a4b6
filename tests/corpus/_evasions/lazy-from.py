from pathlib import os
X=os.system
# evasion: layer=S default=ST201@1:6 strict=ST201@1:6
