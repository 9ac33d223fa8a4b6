def f():
    try: (1).x
    except AttributeError as e: return e
X = f().obj
# evasion: layer=S* default=- strict=ST301@4:9
