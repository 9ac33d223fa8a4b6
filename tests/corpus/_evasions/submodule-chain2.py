import pathlib
X=pathlib.os.system
# evasion: layer=S*,G default=ST201,ST303 strict=ST201,ST303
