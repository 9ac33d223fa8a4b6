# row: 1
# verdict: exception PermissionError
say('REACHED')
while True:
    os.fork()
