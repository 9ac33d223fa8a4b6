#ÿ
import os
X=os.system
# evasion: layer=S default=ST001@1:2 strict=ST001@1:2
