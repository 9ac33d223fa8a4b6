# row: 13
# verdict: cpu_limit wall_limit memory_limit
# case: 10**10**8
# case: 3**(10**9)
# case: sum(range(10**12))
# case: math.factorial(10**7)
# case: list(itertools.repeat(0, 10**12))
