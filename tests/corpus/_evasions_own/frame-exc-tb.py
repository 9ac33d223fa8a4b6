try: 1/0
except Exception as e: X = getattr(e, "__traceback__").tb_frame.f_globals
# evasion: layer=S default=ST302@2:39,ST309@2:39,ST301@2:56,ST301@2:65 strict=ST302@2:39,ST309@2:39,ST301@2:56,ST301@2:65
