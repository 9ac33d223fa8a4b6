import os
setattr(os,"a"+"b",os.system)
X=os.ab
# evasion: layer=S*,G default=ST201@1:8,ST304@2:1 strict=ST201@1:8,ST304@2:1,ST206@2:9
