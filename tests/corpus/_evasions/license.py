X=type(license)._Printer__setup
# evasion: layer=S*,G,O default=ST101 strict=ST101
