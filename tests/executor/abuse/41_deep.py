# row: 41
# verdict: result_limit
say('REACHED')
def result():
    deep = []
    for i in range(100000):
        deep = [deep]
    return deep
