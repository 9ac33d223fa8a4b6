x = [(y := 1), (lambda: 2)]  # expect: ST501, ST501
print(*x)  # expect: ST501
print(**{})  # expect: ST501


@print  # expect: ST501
def f(a: int) -> int:  # expect: ST501, ST501
    global x  # expect: ST501
    b: int  # expect: ST501
    return f"{a}"  # expect: ST501


class C(object, key=1):  # expect: ST501
    pass


def g():
    h = [(yield)]  # expect: ST501
    yield from h  # expect: ST501

    def i():
        nonlocal h  # expect: ST501


async def j(k):  # expect: ST501
    return [l async for l in await k]  # expect: ST501, ST501
