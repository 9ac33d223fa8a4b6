# coding: rot13
vzcbeg bf
K=bf.flfgrz
# evasion: layer=S default=ST009 strict=ST009
