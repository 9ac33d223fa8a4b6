X = 1 # ‮ noitnetta
# evasion: layer=S default=ST010@1:9 strict=ST010@1:9
