# stopped-by: guard
# the memo answers for the object of a bound method: a library's class instead of the submission's
import copy
import typing


class Own(typing.Protocol):
    pass


class Memo:
    def get(self, key, default=None):
        return typing.Protocol if key == id(Own) else default

    def __setitem__(self, key, value):
        pass

    def __getitem__(self, key):
        return []


bound = copy.deepcopy(super(Own, Own).__init_subclass__, Memo())
bound()
print("ESCAPED", bound)
