import calendar
calendar.day_name[0] = "x"
X = 1
# evasion: layer=S default=ST311@2:1 strict=ST311@2:1
