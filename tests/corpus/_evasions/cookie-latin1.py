# coding: latin-1
import os
s="é"
X=os.system
# evasion: layer=S default=ST001,ST009 strict=ST001,ST009
