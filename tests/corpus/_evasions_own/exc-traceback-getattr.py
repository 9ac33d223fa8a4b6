try: 1/0
except Exception as e: X = getattr(e, "__trace" "back__")
# evasion: layer=S default=ST302@2:39 strict=ST302@2:39
