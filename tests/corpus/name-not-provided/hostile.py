import hashlib as h
import time as t
import uuid

a, b = h, t
a.file_digest  # expect: ST205
b.clock_settime(0, 1)  # expect: ST205
[uuid][0].getnode()  # expect: ST205
(m := h).file_digest  # expect: ST205


def g(u=uuid):
    return u.uuid1  # expect: ST205


from time import (  # comment
    sleep, clock_settime_ns as c)  # expect: ST205
