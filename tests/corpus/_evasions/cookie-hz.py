# coding: iso2022_jp
import os
X=os.system
# evasion: layer=S default=ST009@1:11 strict=ST009@1:11
