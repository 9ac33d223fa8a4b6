import inspect
X=inspect.currentframe()
# evasion: layer=S default=ST201 strict=ST201
