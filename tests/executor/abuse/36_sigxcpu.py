# row: 36
# verdict: signal:24
# prepared: exception PermissionError
say('REACHED')
os.kill(os.getpid(), 24)
