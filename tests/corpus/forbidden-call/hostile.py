import time as t
from time import sleep as rest
from builtins import print as say  # expect: ST201

p = print
p("x")  # expect: ST104
(q := print)("x")  # expect: ST104
[print][0]("x")  # expect: ST104
rest(1)  # expect: ST104
t.sleep(1)  # expect: ST104
getattr(t, "sl" "eep")(1)  # expect: ST104
ｐrint("x")  # expect: ST104, ST701
say("x")  # expect: ST104


@print  # expect: ST104
def f():
    pass


def g(show=print):
    show("x")  # expect: ST104
