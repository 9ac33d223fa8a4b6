# sets: agent, education
import asyncio, functools, random, time
from contextlib import asynccontextmanager
class Transient(Exception): ...
def retry(times: int = 3, *, exceptions=(Exception,)):
    def deco(fn):
        @functools.wraps(fn)
        async def wrapper(*args, **kwargs):
            for attempt in range(1, times + 1):
                try: return await fn(*args, **kwargs)
                except exceptions as exc:
                    print(f"{fn.__name__} attempt {attempt} failed: {exc}")
                    if attempt == times: raise
                    await asyncio.sleep(0)
        return wrapper
    return deco
calls = {"n": 0}
@retry(exceptions=(Transient,))
async def flaky(x):
    calls["n"] += 1
    if calls["n"] < 3: raise Transient(calls["n"])
    return x * 2
@asynccontextmanager
async def span(name):
    print("begin", name)
    try: yield name.upper()
    finally: print("end", name)
async def worker(name, q, out):
    while True:
        item = await q.get()
        try: out.append((name, item ** 2))
        finally: q.task_done()
async def main():
    async with span("s") as s: print(s, await flaky(21))
    q, out = asyncio.Queue(), []
    for i in range(5): q.put_nowait(i)
    ws = [asyncio.create_task(worker(f"w{i}", q, out)) for i in range(2)]
    await q.join()
    for w in ws: w.cancel()
    await asyncio.gather(*ws, return_exceptions=True)
    print(sorted(v for _, v in out), all(w.cancelled() or w.done() for w in ws))
    loop = asyncio.get_running_loop(); fut = loop.create_future(); loop.call_soon(fut.set_result, "fut"); print(await fut)
    ev = asyncio.Event(); t = asyncio.create_task(ev.wait()); ev.set(); print(await t, (await asyncio.wait({asyncio.create_task(asyncio.sleep(0, "z"))}))[0].pop().result())
    async def agen():
        for i in range(3): yield i
    print([i async for i in agen()], {i: 1 async for i in agen()}, await anext(agen()))
    async with asyncio.Lock(): print("locked")
asyncio.run(main())
