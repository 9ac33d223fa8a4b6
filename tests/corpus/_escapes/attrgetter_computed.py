# stopped-by: guard
import operator
name = '.'.join(['__cla' + 'ss__', '__ba' + 'se__'])
print('ESCAPED', operator.attrgetter(name)(()))
