try: 1/0
except ZeroDivisionError as eval: pass
X = eval
# evasion: layer=S default=ST101@3:5 strict=ST101@3:5
