# sets: agent, education
import asyncio
import random

class Pool:
    def __init__(self, n):
        self.sem = asyncio.Semaphore(n)
        self.done = []

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc):
        self.done.append("closed")

    async def fetch(self, key, delay):
        async with self.sem:
            for _ in range(delay):
                await asyncio.sleep(0)
            if key == "bad":
                raise RuntimeError(key)
            self.done.append(key)
            return key.upper()

async def ticker(n):
    for i in range(n):
        await asyncio.sleep(0)
        yield i

async def main():
    async with Pool(2) as pool:
        res = await asyncio.gather(*(pool.fetch(k, d) for k, d in [("a", 9), ("bad", 1), ("c", 3)]),
                                   return_exceptions=True)
        print([r if isinstance(r, str) else repr(r) for r in res])
        print([x async for x in ticker(4) if x % 2])
        q = asyncio.Queue()
        async def producer():
            for i in range(3):
                await q.put(i)
            await q.put(None)
        task = asyncio.create_task(producer())
        while (item := await q.get()) is not None:
            print("got", item)
        await task
        try:
            await asyncio.wait_for(asyncio.sleep(5), timeout=0.01)
        except asyncio.TimeoutError:
            print("timeout")
        async with asyncio.TaskGroup() as tg:
            t1 = tg.create_task(pool.fetch("x", 0))
        print(t1.result(), pool.done)

if __name__ == "__main__":
    asyncio.run(main())
