# row: 4
# out: REACHED caught
say('REACHED')
try:
    b'a' * (1 << 33)
except MemoryError:
    say('caught')
