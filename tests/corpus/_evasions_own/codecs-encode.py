import codecs
X = codecs.encode("eval", "rot13")
# evasion: layer=S default=ST201@1:8 strict=ST201@1:8
