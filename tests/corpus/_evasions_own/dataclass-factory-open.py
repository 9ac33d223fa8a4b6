import dataclasses
@dataclasses.dataclass
class X:
    f: object = dataclasses.field(default_factory=globals)
# evasion: layer=S default=ST101@4:51 strict=ST101@4:51
