# row: 36
# verdict: signal:24
say('REACHED')
os.kill(os.getpid(), 24)
