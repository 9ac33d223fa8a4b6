# coding: rot13
vzcbeg bf
K=bf.flfgrz
# evasion: layer=S default=ST009@1:11 strict=ST009@1:11
