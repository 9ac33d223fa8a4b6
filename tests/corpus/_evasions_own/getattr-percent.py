X = getattr((), "__%s__" % "base")
# evasion: layer=S* default=ST302@1:17 strict=ST302@1:17
