# stopped-by: guard
import copy
class G(ExceptionGroup):
    def __reduce__(self):
        return (G, ('m', [ValueError()]), {'split': lambda kind: 'forged'})
print('ESCAPED' if copy.copy(G('m', [ValueError()])).split(ValueError) == 'forged' else '')
