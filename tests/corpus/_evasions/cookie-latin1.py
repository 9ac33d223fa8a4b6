# coding: latin-1
import os
s="é"
X=os.system
# evasion: layer=S default=ST009@1:11,ST001@3:4 strict=ST009@1:11,ST001@3:4
