import os,operator
X=operator.attrgetter("system")(os)
# evasion: layer=S,G default=ST201@1:8 strict=ST201@1:8,ST101@2:3,ST206@2:33
