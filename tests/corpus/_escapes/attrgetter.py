# stopped-by: rule, guard
import operator
print('ESCAPED', operator.attrgetter('__class__.__base__')(()))
