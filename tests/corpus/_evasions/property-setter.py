import os
setattr(os,"a"+"b",os.system)
X=os.ab
# evasion: layer=S*,G default=ST201 strict=ST201
