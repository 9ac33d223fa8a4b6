# stopped-by: guard
import math
class Mine(AttributeError):
    read = AttributeError.obj
    def get(self):
        return super().obj
error = Mine('x', obj=math)
print('ESCAPED', error.get())
