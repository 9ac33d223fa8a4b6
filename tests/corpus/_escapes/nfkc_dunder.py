# stopped-by: rule, guard
print('ESCAPED', ().__class__._＿base__)
