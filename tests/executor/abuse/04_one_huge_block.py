# row: 4
# verdict: memory_limit
# case: b'a' * (1 << 33)
# case: [0] * 10**10
# case: 'a'.ljust(10**11)
# case: bytes(1 << 40)
