# stopped-by: rule, guard
async def f():
    pass
c = f()
print('ESCAPED', c.cr_frame)
