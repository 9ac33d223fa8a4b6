import ctypes
X=ctypes.CDLL(None).getpid()
# evasion: layer=S,G,O default=ST201@1:8 strict=ST201@1:8
