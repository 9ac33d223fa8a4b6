import typing
def f(a: "__import__('os')"): pass
X = typing.get_type_hints(f)
# evasion: layer=S default=ST309@2:10,ST404@2:10 strict=ST309@2:10,ST404@2:10,ST101@3:5
