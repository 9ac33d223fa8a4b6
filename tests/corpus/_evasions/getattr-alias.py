import os
g=getattr
X=g(os,"sys"+"tem")
# evasion: layer=S*,G default=ST201 strict=ST201,ST307
