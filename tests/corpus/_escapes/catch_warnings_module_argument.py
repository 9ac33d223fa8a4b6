# stopped-by: guard
# module= of the class behind catch_warnings, reached by type()
import warnings


class Target:
    filters = []


print("ESCAPED", type(warnings.catch_warnings())(module=Target()))
