def f():
    yield g.gi_frame.f_back
g=f()
X=next(g)