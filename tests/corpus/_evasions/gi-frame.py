g=(i for i in [1])
X=g.gi_frame
# evasion: layer=S default=ST301@2:5 strict=ST301@2:5
