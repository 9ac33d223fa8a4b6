import string
class T(string.Template):
    pattern = "(?P<x>a)"
X = T.__init_subclass__.__self__
# evasion: layer=S default=ST301@4:25 strict=ST301@4:7,ST301@4:25
