X=open("/proc/self/maps").read()
# evasion: layer=S,G,O default=ST101@1:3 strict=ST101@1:3
