# row: 36
# verdict: signal:9
# prepared: exception PermissionError
say('REACHED')
os.kill(os.getpid(), 9)
