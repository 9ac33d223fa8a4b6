import urllib.request
X=urllib.request.urlopen("file:///etc/hostname").read()
# evasion: layer=S,G,O default=ST201 strict=ST201
