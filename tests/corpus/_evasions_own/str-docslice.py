X = getattr(len, "__" + str(type(len))[8:12] + "__")
# evasion: layer=S* default=- strict=ST307@1:5
