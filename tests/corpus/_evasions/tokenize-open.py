import tokenize
X=tokenize.open("/etc/hostname").read()
# evasion: layer=S,G,O default=ST201 strict=ST201
