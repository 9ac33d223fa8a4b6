# stopped-by: rule, guard
class A:
    x = 1
print('ESCAPED', A.__dict__)
