X = "%*d" % (10**12, 1)
# evasion: layer=S* default=ST605@1:5 strict=ST605@1:5
