import math as _getitem_
X = 1
# evasion: layer=S default=ST103@1:16 strict=ST103@1:16
