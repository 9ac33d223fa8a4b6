import posix
X=posix.system
# evasion: layer=S default=ST201 strict=ST201
