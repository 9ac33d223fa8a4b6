# row: 41
# verdict: result_limit
say('REACHED')
def result():
    return {1: 2, (1,): 3, object: 4}
