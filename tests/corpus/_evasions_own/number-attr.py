X = 1 .__class__.__base__
# evasion: layer=S default=ST301@1:18 strict=ST301@1:8,ST301@1:18
