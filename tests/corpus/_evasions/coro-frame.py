async def f(): pass
c=f()
X=c.cr_frame
c.close()