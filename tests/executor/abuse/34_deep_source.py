# row: 34
# verdict: exception memory_limit recursion_limit signal:11
say('REACHED')
compile('(' * 10000 + ')' * 10000, 'x', 'eval')
