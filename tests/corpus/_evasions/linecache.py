import linecache
X=linecache.getline("/etc/hostname",1)
# evasion: layer=S,G,O default=ST201 strict=ST201
