# row: 35
# verdict: signal:11 exception
say('REACHED')
marshal.loads(b'c' + bytes(range(256)) * 4)
