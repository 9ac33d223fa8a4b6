import pathlib
X=pathlib.os.system
# evasion: layer=S*,G default=ST201@1:8,ST303@2:11 strict=ST201@1:8,ST303@2:11
