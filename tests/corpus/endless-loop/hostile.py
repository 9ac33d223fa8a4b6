n = 0
while 0x1:  # expect: ST606
    for x in range(3):
        break


def f():
    while (True):  # expect: ST606
        def g():
            return 1

        g()


while 1_0:  # expect: ST606
    while n:
        break
    else:
        n = 1
