import typing
def f(a:"[].append(1) or 2"): pass
try: X=typing.get_type_hints(f)
except TypeError: X=2
# evasion: layer=S*,G default=ST404@2:9 strict=ST404@2:9,ST101@3:8
