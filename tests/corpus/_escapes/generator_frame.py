# stopped-by: rule, guard
g = (i for i in [1])
print('ESCAPED', g.gi_frame)
