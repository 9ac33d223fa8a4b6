# row: 15
# verdict: cpu_limit wall_limit
sys.set_int_max_str_digits(0)
say('REACHED')
str(1 << 10**8)
