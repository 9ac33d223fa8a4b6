import re
X = re.sub("1", lambda m: str(eval(m[0])), "1")
# evasion: layer=S default=ST101@2:31 strict=ST101@2:31
