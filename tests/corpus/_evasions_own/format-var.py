t = "{0.__base__}"
X = t.format(int)
# evasion: layer=S default=ST302@1:5,ST309@1:5,ST302@2:5 strict=ST302@1:5,ST309@1:5,ST302@2:5
