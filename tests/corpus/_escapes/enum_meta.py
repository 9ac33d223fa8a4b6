# stopped-by: guard
import enum
print('ESCAPED', type(enum.Enum)('X', (), {}))
