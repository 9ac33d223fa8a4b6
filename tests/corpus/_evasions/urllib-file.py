import urllib.request
X=urllib.request.urlopen("file:///etc/hostname").read()