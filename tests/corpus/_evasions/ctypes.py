import ctypes
X=ctypes.CDLL(None).getpid()