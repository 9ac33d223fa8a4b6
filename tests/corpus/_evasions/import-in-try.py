try:
    import nope
except ImportError:
    import os
X=os.system