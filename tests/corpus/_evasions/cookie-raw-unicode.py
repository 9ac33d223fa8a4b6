# coding: raw_unicode_escape
#\u000aimport os\u000aX=os.system
# evasion: layer=S default=ST009 strict=ST009
