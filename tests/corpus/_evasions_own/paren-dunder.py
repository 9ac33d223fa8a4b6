X = (print
     # comment
     .__self__)
# evasion: layer=S default=ST301@3:7 strict=ST301@3:7
