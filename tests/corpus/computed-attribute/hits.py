from functools import reduce


def read(value, name):
    return getattr(value, name)  # expect: ST307
    #      ^^^^^^^ expect: ST307


g = getattr  # expect: ST307
x = reduce(getattr, ["real"], 1)  # expect: ST307
text = input()
print(text.format(1))  # expect: ST307
print("{x}".format_map({"x": 1}))  # expect: ST307
from operator import attrgetter

y = attrgetter(text)  # expect: ST307
