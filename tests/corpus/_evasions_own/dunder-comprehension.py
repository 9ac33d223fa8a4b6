X = [c for c in ().__class__.__base__.__subclasses__()]
# evasion: layer=S default=ST301@1:30,ST301@1:39 strict=ST301@1:20,ST301@1:30,ST301@1:39
