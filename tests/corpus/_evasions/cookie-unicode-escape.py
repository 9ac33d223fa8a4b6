# coding: unicode_escape
#\x0aimport os\x0aX=os.system
# evasion: layer=S default=ST009@1:11 strict=ST009@1:11
