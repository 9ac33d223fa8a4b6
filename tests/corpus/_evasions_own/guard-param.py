def f(_getattr_): return _getattr_
X = f
# evasion: layer=S default=ST103@1:7,ST103@1:26 strict=ST103@1:7,ST103@1:26
