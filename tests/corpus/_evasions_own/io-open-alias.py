from io import open as o
X = o("/etc/hostname").read()
# evasion: layer=S default=ST101@1:16 strict=ST201@1:6,ST101@1:16
