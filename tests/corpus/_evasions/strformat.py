import os
class A: pass
X="{0.__init__.__globals__}".format(os._wrap_close)