# stopped-by: rule, guard
f = [exec][0]
f("print('ESCAPED')")
