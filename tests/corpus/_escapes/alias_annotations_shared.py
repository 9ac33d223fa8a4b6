# stopped-by: guard
import types, typing
types.GenericAlias(typing.cast, ()).__annotations__['forged'] = 1
print('ESCAPED' if 'forged' in typing.cast.__annotations__ else '')
