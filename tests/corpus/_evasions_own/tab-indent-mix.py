if 1:
        X = 1
	X = 2
# evasion: layer=S default=ST012@3:1 strict=ST012@3:1
