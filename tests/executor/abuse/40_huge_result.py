# row: 40
# verdict: result_limit
say('REACHED')
def result():
    return 'x' * 5000000
