X = getattr((), "__{}__".format("base"))
# evasion: layer=S* default=- strict=ST307@1:5
