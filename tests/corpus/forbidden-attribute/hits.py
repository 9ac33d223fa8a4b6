classes = ().__class__.__base__.__subclasses__()  # expect: ST301, ST301
#                      ^^^^^^^^ expect: ST301


def f():
    yield f.__globals__  # expect: ST301


g = f()
print(g.gi_frame.f_back)  # expect: ST301, ST301
print(f.__code__)  # expect: ST301
print(int.mro())  # expect: ST301
print(print.__self__)  # expect: ST301
