try: pass
except* eval("ValueError"): pass
X = 1
# evasion: layer=S default=ST101@2:9 strict=ST101@2:9
