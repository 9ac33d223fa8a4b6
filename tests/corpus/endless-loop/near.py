n = 0
while True:
    n += 1
    if n > 9:
        break
while n:
    n -= 1
while 0:
    n += 1
while True:
    try:
        line = input()
    except EOFError:
        break
    print(line)


def f():
    while 1:
        if n:
            return n


def g():
    while True:
        yield n


def h():
    while True:
        for x in range(3):
            if x:
                raise ValueError


def drain(items):
    try:
        while True:
            items.popitem()
    except KeyError:
        pass
