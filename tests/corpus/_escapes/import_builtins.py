# stopped-by: rule, guard
import builtins
print('ESCAPED', builtins.eval)
