try:
    try: 1/0
    except Exception as e: raise ValueError
except ValueError as e: X = e.__traceback__.tb_next
# evasion: layer=S default=ST301@4:31,ST301@4:45 strict=ST301@4:31,ST301@4:45
