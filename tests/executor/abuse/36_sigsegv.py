# row: 36
# verdict: signal:11
# prepared: exception PermissionError
say('REACHED')
os.kill(os.getpid(), 11)
