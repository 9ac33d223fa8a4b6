import tokenize
X=tokenize.open("/etc/hostname").read()
# evasion: layer=S,G,O default=ST205@2:12 strict=ST201@1:8
