import random, operator
X = operator.itemgetter(0)([random])._os
# evasion: layer=S default=ST303@2:38 strict=ST206@2:5,ST206@2:29,ST303@2:38
