X=type(license)._Printer__setup
# evasion: layer=S*,G,O default=ST101@1:8 strict=ST101@1:8
