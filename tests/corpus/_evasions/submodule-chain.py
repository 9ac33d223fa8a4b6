import random
X=random._os.system
# evasion: layer=S*,G default=ST303@2:10 strict=ST303@2:10
