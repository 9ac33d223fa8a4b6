# row: 36
# verdict: signal:6
say('REACHED')
os.abort()
