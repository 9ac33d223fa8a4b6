# coding: raw_unicode_escape
#\u000aimport os\u000aX=os.system
# evasion: layer=S default=ST009@1:11 strict=ST009@1:11
