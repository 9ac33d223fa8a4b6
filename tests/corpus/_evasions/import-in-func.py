def f():
    import os
    return os
X=f().system