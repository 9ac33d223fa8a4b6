import os
class A: pass
X="{0.__init__.__globals__}".format(os._wrap_close)
# evasion: layer=S,G default=ST201@1:8,ST302@3:3,ST309@3:3,ST303@3:40 strict=ST201@1:8,ST302@3:3,ST309@3:3,ST303@3:40
