try: raise ValueError(eval)
except ValueError as e: X = e.args[0]
# evasion: layer=S default=ST101@1:23 strict=ST101@1:23
