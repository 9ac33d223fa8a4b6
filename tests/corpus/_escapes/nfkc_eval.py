# stopped-by: rule, guard
print('ESCAPED', ｅｖａｌ('1'))
