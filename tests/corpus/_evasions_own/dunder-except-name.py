try: 1/0
except ZeroDivisionError as __builtins__: X = 1
# evasion: layer=S default=ST102@2:29 strict=ST102@2:29
