import re
X = re.sub("1", eval, "1")
# evasion: layer=S default=ST101@2:17 strict=ST101@2:17
