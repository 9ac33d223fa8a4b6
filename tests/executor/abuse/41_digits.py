# row: 41
# verdict: result_limit
say('REACHED')
def result():
    return 1 << 4000000
