import os
class A: pass
X="{0.__init__.__globals__}".format(os._wrap_close)
# evasion: layer=S,G default=ST201,ST302,ST303,ST309 strict=ST201,ST302,ST303,ST309
