# stopped-by: guard
import typing
type(typing.AnyStr).__init__(typing.AnyStr, 'Forged')
print('ESCAPED' if repr(typing.AnyStr) == '~Forged' else '')
