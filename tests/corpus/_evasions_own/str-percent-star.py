X = getattr(len, "%s%s%s" % ("__", "self", "__"))
# evasion: layer=S default=ST302@1:18 strict=ST302@1:18
