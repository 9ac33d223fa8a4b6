import atexit
atexit.register(print,"")
X=1