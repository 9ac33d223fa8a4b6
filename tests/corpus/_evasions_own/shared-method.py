import keyword
keyword.kwlist.append("x")
X = 1
# evasion: layer=S default=ST311@2:1 strict=ST311@2:1
