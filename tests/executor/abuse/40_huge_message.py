# row: 40
# verdict: exception ValueError
say('REACHED')
raise ValueError('x' * 5000000)
