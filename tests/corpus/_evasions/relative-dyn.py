import importlib
X=importlib.import_module("os")
# evasion: layer=S default=ST201@1:8,ST204@2:3 strict=ST201@1:8,ST204@2:3
