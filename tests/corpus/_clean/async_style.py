async def double(x):
    return 2 * x


async def agen(n):
    for i in range(n):
        yield i


class Ctx:
    async def __aenter__(self):
        return "entered"

    async def __aexit__(self, *exc):
        return False


async def main():
    total = 0
    async for i in agen(4):
        total += await double(i)
    async with Ctx() as c:
        print(c)
    print([x async for x in agen(3) if x])
    return total


def run(coro):
    try:
        while True:
            coro.send(None)
    except StopIteration as stop:
        return stop.value


print(run(main()))
