# stopped-by: rule, guard
async def f():
    yield 1
a = f()
print('ESCAPED', a.ag_frame)
