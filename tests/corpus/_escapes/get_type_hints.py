# stopped-by: guard
import typing
class T:
    x: "print('ESCAPED', __import__('os'))"
typing.get_type_hints(T)
