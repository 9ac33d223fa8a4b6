# stopped-by: guard
class S(str):
    def startswith(self, *a):
        return False
    def __eq__(self, other):
        return False
    def __hash__(self):
        return 1
print('ESCAPED', getattr(lambda: 0, S('__globals__')))
