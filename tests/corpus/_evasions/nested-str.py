X="__import__('os')"
# evasion: layer=S default=ST309 strict=ST309
