import sys
def __getattr__(n): return eval
X=sys.modules[__name__].foo if __name__ in sys.modules else eval
# evasion: layer=S*,G default=ST201@1:8,ST102@2:5,ST101@2:28,ST101@3:61 strict=ST201@1:8,ST102@2:5,ST101@2:28,ST101@3:61
