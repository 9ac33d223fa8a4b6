while 1: pass
# evasion: layer=S default=ST606@1:1 strict=ST606@1:1
