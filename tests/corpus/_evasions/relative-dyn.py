import importlib
X=importlib.import_module("os")
# evasion: layer=S default=ST201,ST204 strict=ST201,ST204
