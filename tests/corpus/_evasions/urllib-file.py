import urllib.request
X=urllib.request.urlopen("file:///etc/hostname").read()
# evasion: layer=S,G,O default=ST201@1:8,ST303@2:10 strict=ST201@1:8,ST303@2:10
