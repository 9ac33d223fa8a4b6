import pkgutil
X = pkgutil.resolve_name("os:system")
# evasion: layer=S default=ST201@1:8,ST204@2:5 strict=ST201@1:8,ST204@2:5
