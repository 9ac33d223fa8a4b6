import ctypes
X=ctypes.CDLL(None).getpid()
# evasion: layer=S,G,O default=ST201 strict=ST201
