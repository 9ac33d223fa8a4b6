#cimport osX=os.system
# evasion: layer=S default=ST004 strict=ST004
