# row: 36
# verdict: signal:11
say('REACHED')
os.kill(os.getpid(), 11)
