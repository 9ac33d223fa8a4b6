def f(o, n, *a):
    setattr(o, n, 1)  # expect: ST307
    delattr(o, *a)  # expect: ST307
    return hasattr(*a)  # expect: ST307


[getattr][0](1, "real")  # expect: ST307
name = "".join(reversed(input()))
getattr(1, name)  # expect: ST307
str.format("{0.real}", 1)  # expect: ST307
import string

formatter = string.Formatter()  # expect: ST307
import operator as o

p = o.methodcaller(name)  # expect: ST307
