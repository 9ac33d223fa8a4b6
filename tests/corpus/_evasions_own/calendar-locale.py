import calendar
X = calendar.different_locale
# evasion: layer=S default=ST205@2:14 strict=ST205@2:14
