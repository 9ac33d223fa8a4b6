x = ().__class__
y = x.__base__  # expect: ST301
try:
    1 / 0
except Exception as ex:
    frame = ex.__traceback__.tb_frame  # expect: ST301, ST301
z = (lambda: 0).__globals__["__builtins__"]  # expect: ST301, ST309
a = (
    x
    # a comment
    .__mro__  # expect: ST301
)
b = x.__ｂase__  # expect: ST301, ST701
x.__dict__["a"] = 1  # expect: ST301
del x.__code__  # expect: ST301
x.__defaults__ = (1,)  # expect: ST301
for x.__globals__ in [1]:  # expect: ST301
    pass
c = f"{x.__subclasses__()}"  # expect: ST301


async def coroutine():
    pass


d = coroutine().cr_frame  # expect: ST301
