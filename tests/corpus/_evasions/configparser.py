import configparser
c=configparser.ConfigParser()
X=str(c.read("/etc/hostname")) if 0 else "x"
# evasion: layer=S,G,O default=ST201@1:8 strict=ST201@1:8
