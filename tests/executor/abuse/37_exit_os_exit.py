# row: 37
# verdict: exit:0
say('REACHED')
os._exit(0)
