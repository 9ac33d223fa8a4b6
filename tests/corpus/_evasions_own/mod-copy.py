import random, copy
X = copy.copy([random])[0]._os
# evasion: layer=S default=ST303@2:28 strict=ST201@1:16,ST206@2:5,ST206@2:16,ST303@2:28
