import gc
X=[o for o in gc.get_objects() if o is __import__("os").__dict__] and 1 or 2
# evasion: layer=S default=ST201@1:8,ST204@2:40,ST301@2:57 strict=ST201@1:8,ST204@2:40,ST301@2:57
