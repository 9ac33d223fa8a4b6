# coding: iso2022_jp
import os
X=os.system
# evasion: layer=S default=ST009 strict=ST009
