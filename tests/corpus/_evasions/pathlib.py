import pathlib
X=pathlib.Path("/etc/hostname").read_text()
# evasion: layer=S,G,O default=ST201@1:8 strict=ST201@1:8
