import random
X = vars(random)["_os"]
# evasion: layer=S default=ST303@2:5 strict=ST101@2:5,ST303@2:5,ST206@2:10
