try: 1/0
except Exception as e: X = e.with_traceback(None)
# evasion: layer=S default=ST301@2:30 strict=ST301@2:30
