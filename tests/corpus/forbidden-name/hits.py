x = eval("1 + 1")  # expect: ST101
#   ^^^^ expect: ST101
exec("y = 2")  # expect: ST101
code = compile("1", "x", "eval")  # expect: ST101
data = open("/etc/hostname")  # expect: ST101
names = globals(), locals()  # expect: ST101, ST101
breakpoint()  # expect: ST101
help(int)  # expect: ST101
if x:
    credits()  # expect: ST101
results = list(map(eval, ["1 + 1"]))  # expect: ST101


def f(g=eval):  # expect: ST101
    return g


class C:
    g = exec  # expect: ST101


@eval  # expect: ST101
def h():
    pass


def annotated(a: eval("1 + 1")):  # expect: ST101
    return f"{eval('1')}"  # expect: ST101
