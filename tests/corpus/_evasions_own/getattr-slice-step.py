X = getattr((), "_x_xbxaxsxex_x_"[::2])
# evasion: layer=S default=ST302@1:17 strict=ST302@1:17
