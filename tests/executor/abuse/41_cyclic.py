# row: 41
# verdict: result_limit
say('REACHED')
def result():
    ring = []
    ring.append(ring)
    return ring
