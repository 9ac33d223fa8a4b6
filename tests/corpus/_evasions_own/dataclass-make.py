import dataclasses
X = dataclasses.make_dataclass
# evasion: layer=S* default=- strict=ST101@2:5
