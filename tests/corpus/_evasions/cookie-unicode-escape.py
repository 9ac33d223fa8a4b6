# coding: unicode_escape
#\x0aimport os\x0aX=os.system
# evasion: layer=S default=ST009 strict=ST009
