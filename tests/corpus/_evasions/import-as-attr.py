import os.path as p
X=p.os
# evasion: layer=S*,G default=ST201@1:8,ST303@2:5 strict=ST201@1:8,ST206@2:3,ST303@2:5
