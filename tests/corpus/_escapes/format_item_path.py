# stopped-by: guard
class A:
    pass
text = '{0[a].__class__.__mro__}'.format({'a': 1})
print('ESCAPED' if 'object' in text else '')
