try: raise ValueError from print.__self__.x
except Exception as X: pass
# evasion: layer=S default=ST301@1:34 strict=ST301@1:34
