try: 1/0
except ().__class__.__base__.__subclasses__()[0].x: X = 1
# evasion: layer=S default=ST301@2:21,ST301@2:30 strict=ST301@2:11,ST301@2:21,ST301@2:30
