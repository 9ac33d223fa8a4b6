# row: 1
# verdict: process_limit PermissionError
say('REACHED')
while True:
    os.fork()
