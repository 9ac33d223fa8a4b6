#cimport osX=os.system
# evasion: layer=S default=ST004@1:3,ST004@1:13 strict=ST004@1:3,ST004@1:13
