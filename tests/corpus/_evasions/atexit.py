import atexit
atexit.register(print,"")
X=1
# evasion: layer=S,G default=ST201@1:8 strict=ST201@1:8
