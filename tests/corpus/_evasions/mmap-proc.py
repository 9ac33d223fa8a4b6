X=open("/proc/self/maps").read()
# evasion: layer=S,G,O default=ST101 strict=ST101
