# The same builtins, spelled so that a search for a call does not find them.
(f := eval)  # expect: ST101
a, b = eval, exec  # expect: ST101, ST101
box = [eval][0]  # expect: ST101
print = eval  # expect: ST101
for each in [exec]:  # expect: ST101
    pass
eval = None
del eval
x = eval  # expect: ST101
if x:
    open = None
y = open  # expect: ST101
z = 𝐞𝐱𝐞𝐜  # expect: ST101, ST701


class D:
    compile = compile  # expect: ST101


def late():
    return locals  # expect: ST101


w = late()
vars = 1


def deleted():
    global globals
    del globals


deleted()
v = globals  # expect: ST101
