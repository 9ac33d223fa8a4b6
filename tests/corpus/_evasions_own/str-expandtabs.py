X = getattr(len, "\tself\t".expandtabs(2).replace(" ", "_"))
# evasion: layer=S* default=- strict=ST307@1:5
