import dataclasses
X=dataclasses.make_dataclass("C",["a"])