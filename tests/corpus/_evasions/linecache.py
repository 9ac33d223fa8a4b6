import linecache
X=linecache.getline("/etc/hostname",1)
# evasion: layer=S,G,O default=ST201@1:8 strict=ST201@1:8
