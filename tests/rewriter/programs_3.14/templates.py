# Template strings (PEP 750) and except without parentheses (PEP 758).
name, width = "x", 4
template = t"a{name}b{name!r:>{width}}c{1 + 1=}" t"{ {1: 2}[1] }"
print(template.strings, [(i.value, i.conversion, i.format_spec) for i in template.interpolations])
try:
    raise KeyError(1)
except ValueError, KeyError:
    print("caught")


def broken():
    return t"{name}" + t"{
        nowhere}"


attempt(broken)
