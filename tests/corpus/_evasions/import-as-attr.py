import os.path as p
X=p.os
# evasion: layer=S*,G default=ST201,ST303 strict=ST201,ST303
