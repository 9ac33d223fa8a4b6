import random
X=random._os.system
# evasion: layer=S*,G default=ST303 strict=ST303
