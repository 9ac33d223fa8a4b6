X = "%999999999999d" % 1
# evasion: layer=S default=ST605@1:5 strict=ST605@1:5
