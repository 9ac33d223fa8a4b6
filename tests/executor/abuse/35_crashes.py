# row: 35
# verdict: signal:11 signal:6
# case: ctypes.string_at(0)
# case: (lambda: 1).__class__((lambda: 1).__code__.replace(co_consts=(), co_code=b'd\xff' * 20 + b'S\0'), {})()
