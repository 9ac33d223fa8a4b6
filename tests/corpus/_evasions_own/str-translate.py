X = getattr(len, "@@self@@".translate({64: 95}))
# evasion: layer=S default=ST302@1:18 strict=ST302@1:18
