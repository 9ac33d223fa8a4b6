# stopped-by: guard
import typing
typing.AnyStr.__init__('Forged')
print('ESCAPED' if repr(typing.AnyStr) == '~Forged' else '')
