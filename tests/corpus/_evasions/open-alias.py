import io
X=io.open("/etc/hostname").read()
# evasion: layer=S,G,O default=ST101 strict=ST101,ST201
