X = ("{0.__cla" + "ss__.__base__}").format(1)
# evasion: layer=S default=ST302@1:6,ST309@1:19 strict=ST302@1:6,ST302@1:6,ST309@1:19
