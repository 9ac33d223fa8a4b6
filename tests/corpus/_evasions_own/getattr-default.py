X = getattr((), "__nothing__", getattr((), "__class__").__base__)
# evasion: layer=S default=ST302@1:17,ST301@1:57 strict=ST302@1:17,ST302@1:44,ST301@1:57
