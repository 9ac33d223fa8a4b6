# row: 36
# verdict: signal:6
# prepared: signal:11 signal:6
say('REACHED')
os.abort()
