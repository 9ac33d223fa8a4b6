import io
X=io.open("/etc/hostname").read()
# evasion: layer=S,G,O default=ST101@2:3 strict=ST201@1:8,ST101@2:3
