# rules: agent
import asyncio, contextvars
async def work(n, t): await asyncio.sleep(t); return n * 2
async def main():
    print(await asyncio.gather(work(1, .01), work(2, .0)), await asyncio.wait_for(work(3, 0), 1))
    try: await asyncio.wait_for(work(1, 2), .01)
    except asyncio.TimeoutError as e: print('timeout', type(e).__name__)
    q = asyncio.Queue(2)
    async def prod():
        for i in range(4): await q.put(i)
        await q.put(None)
    async def cons():
        out = []
        while (x := await q.get()) is not None: out.append(x); q.task_done()
        return out
    p = asyncio.create_task(prod(), name='prod'); print(await cons(), p.get_name(), p.done())
    async with asyncio.timeout(1): await asyncio.sleep(0)
    try:
        async with asyncio.timeout(.01): await asyncio.sleep(3)
    except TimeoutError: print('timeout2')
    async with asyncio.TaskGroup() as tg: a = tg.create_task(work(5, 0)); b = tg.create_task(work(6, 0))
    print(a.result(), b.result())
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(fail()); tg.create_task(asyncio.sleep(3))
    except* ValueError as eg: print(eg.exceptions)
    t = asyncio.create_task(asyncio.sleep(3)); await asyncio.sleep(0); t.cancel()
    try: await t
    except asyncio.CancelledError: print('cancelled', t.cancelled())
    lock = asyncio.Lock(); sem = asyncio.Semaphore(2); ev = asyncio.Event()
    async def crit(i):
        async with lock, sem: await asyncio.sleep(0); return i
    print(await asyncio.gather(*(crit(i) for i in range(3))))
    asyncio.get_running_loop().call_later(.01, ev.set); await ev.wait(); print(ev.is_set())
    async def agen():
        for i in range(3): yield i; await asyncio.sleep(0)
    print([x async for x in agen()], [x async for x in agen() if x])
    done, pend = await asyncio.wait([asyncio.create_task(work(i, i / 100)) for i in range(3)], return_when=asyncio.FIRST_COMPLETED); print(len(done), len(pend)); [x.cancel() for x in pend]
    for c in asyncio.as_completed([work(1, .02), work(2, .01)]): print(await c)
    print(await asyncio.gather(fail(), work(1, 0), return_exceptions=True), await asyncio.shield(work(9, 0)))
    f = asyncio.get_running_loop().create_future(); asyncio.get_running_loop().call_soon(f.set_result, 5); print(await f)
    class CM:
        async def __aenter__(self): return 1
        async def __aexit__(self, *a): return True
    async with CM() as v: raise KeyError(v)
    cond = asyncio.Condition()
    async def waiter():
        async with cond: await cond.wait(); return 'woken'
    w = asyncio.create_task(waiter()); await asyncio.sleep(0)
    async with cond: cond.notify_all()
    print(await w)
    cv = contextvars.ContextVar('cv', default=1); cv.set(2); print(cv.get(), contextvars.copy_context().run(cv.get))
async def fail(): raise ValueError('bad')
asyncio.run(main())
with asyncio.Runner() as r: print(r.run(work(4, 0)))
