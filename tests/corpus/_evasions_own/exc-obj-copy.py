try: (1).x
except AttributeError as e:
    k = e
X = k.obj
# evasion: layer=S* default=- strict=ST301@4:7
