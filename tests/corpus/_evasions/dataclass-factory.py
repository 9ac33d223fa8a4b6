import dataclasses
X=dataclasses.make_dataclass("C",["a"])
# evasion: layer=G default=- strict=ST101@2:3
