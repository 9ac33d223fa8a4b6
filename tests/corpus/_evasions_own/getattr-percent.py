X = getattr((), "__%s__" % "base")
# evasion: layer=S* default=- strict=ST307@1:5
