import os,operator
X=operator.attrgetter("system")(os)
# evasion: layer=S,G default=ST201 strict=ST101,ST201
