#ÿ
import os
X=os.system
# evasion: layer=S default=ST001 strict=ST001
