import os
g=getattr
X=g(os,"sys"+"tem")
# evasion: layer=S*,G default=ST201@1:8 strict=ST201@1:8,ST307@2:3,ST206@3:5
