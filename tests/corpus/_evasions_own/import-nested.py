if 1:
    for i in "a":
        with open("x"): import subprocess
X = 1
# evasion: layer=S default=ST101@3:14,ST201@3:32 strict=ST101@3:14,ST201@3:32
