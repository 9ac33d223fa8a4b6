X="__import__('os')"
# evasion: layer=S default=ST309@1:3 strict=ST309@1:3
