X = list(map("{0.__ba" "se__}".format, [int]))
# evasion: layer=S* default=- strict=ST307@1:14
