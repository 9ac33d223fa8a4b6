# row: 36
# verdict: signal:9
say('REACHED')
os.kill(os.getpid(), 9)
