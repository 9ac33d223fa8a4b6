import os
X=os.system
# evasion: layer=S default=ST006@1:1,ST006@2:2,ST006@2:4,ST006@2:7,ST006@2:9 strict=ST006@1:1,ST006@2:2,ST006@2:4,ST006@2:7,ST006@2:9
