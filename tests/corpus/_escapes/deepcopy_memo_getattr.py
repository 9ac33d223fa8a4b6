# stopped-by: guard
# a method of a builtin type is copied by getattr(object, name), and the memo answers for both
import copy


class Memo:
    answers = [None, lambda: 0, "__globals__"]

    def get(self, key, default=None):
        return self.answers.pop(0) or default

    def __setitem__(self, key, value):
        pass

    def __getitem__(self, key):
        return []


print("ESCAPED", copy.deepcopy([].__len__, Memo()))
