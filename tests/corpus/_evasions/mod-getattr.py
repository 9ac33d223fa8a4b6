import sys
def __getattr__(n): return eval
X=sys.modules[__name__].foo if __name__ in sys.modules else eval
# evasion: layer=S*,G default=ST101,ST102,ST201 strict=ST101,ST102,ST201
