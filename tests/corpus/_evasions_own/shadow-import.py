try: from math import eval
except ImportError: pass
X = eval
# evasion: layer=S default=ST101@3:5 strict=ST101@3:5
