class Ready:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        yield
        return self.value


class Numbers:
    def __init__(self, limit):
        self._limit = limit
        self._now = 0

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self._now >= self._limit:
            raise StopAsyncIteration
        self._now += 1
        return await Ready(self._now)


class Session:
    async def __aenter__(self):
        return await Ready(self)

    async def __aexit__(self, *details):
        print("closed")


async def total(limit):
    async with Session():
        return sum([n async for n in Numbers(limit)])


def run(coroutine):
    while True:
        try:
            coroutine.send(None)
        except StopIteration as stop:
            return stop.value


print(run(total(4)))
