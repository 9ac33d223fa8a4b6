# stopped-by: rule, guard
b"\N",print('ESCAPED', eval('1 + 1')),"'" #'
