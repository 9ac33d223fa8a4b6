def f(g=eval): return g
X=f()