try: (1).x
except AttributeError as e:
    X = getattr(e, "obj")
# evasion: layer=S default=ST308@3:9 strict=ST308@3:9,ST302@3:20
