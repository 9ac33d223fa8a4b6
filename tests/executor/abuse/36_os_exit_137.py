# row: 36
# verdict: exit:137
say('REACHED')
os._exit(137)
