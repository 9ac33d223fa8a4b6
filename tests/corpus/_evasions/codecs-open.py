import codecs
X=codecs.open("/etc/hostname").read()