X = f"{1:>999999999999}"
# evasion: layer=S default=ST605@1:7 strict=ST605@1:7
