# row: 40
# verdict: exception ValueError
say('REACHED')
problem = ValueError('x')
problem.__notes__ = ['y' * 1000000] * 10
raise problem
