# stopped-by: guard
# an own attribute of a library object holds a module, and a subclass reads it
import warnings


class Own(type(warnings.catch_warnings())):
    def read(self):
        return self._module


print("ESCAPED", Own().read())
