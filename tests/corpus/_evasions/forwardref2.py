import typing
try: X=typing.get_type_hints(type("T",(),{"__annotations__":{"a":"__import__('os')"}}))
except TypeError as ex: X=str(ex)
# evasion: layer=S*,G default=ST403@2:30,ST309@2:66 strict=ST101@2:8,ST403@2:30,ST309@2:66
