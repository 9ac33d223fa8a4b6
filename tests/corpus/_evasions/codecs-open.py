import codecs
X=codecs.open("/etc/hostname").read()
# evasion: layer=S,G,O default=ST201@1:8 strict=ST201@1:8
