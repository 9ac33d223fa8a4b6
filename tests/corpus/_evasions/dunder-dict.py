import os
X=os.__dict__["sys"+"tem"]
# evasion: layer=S default=ST201,ST301 strict=ST201,ST301
