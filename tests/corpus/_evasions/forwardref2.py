import typing
try: X=typing.get_type_hints(type("T",(),{"__annotations__":{"a":"__import__('os')"}}))
except TypeError as ex: X=str(ex)
# evasion: layer=S*,G default=ST309,ST403 strict=ST101,ST309,ST403
