import typing
class C:
    x: "__import__('os')"
X = typing.get_type_hints
# evasion: layer=S default=ST309@3:8,ST404@3:8 strict=ST309@3:8,ST404@3:8,ST101@4:5
