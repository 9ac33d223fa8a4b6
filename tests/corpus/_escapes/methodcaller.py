# stopped-by: guard
import operator
print('ESCAPED', operator.methodcaller('__getattribute' + '__', '__class__')(()))
