# row: 40
# verdict: exception
say('REACHED')
raise type('N' * 1000000, (Exception,), {})
