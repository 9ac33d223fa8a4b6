def f():
    global X
    from os import system as X
f()