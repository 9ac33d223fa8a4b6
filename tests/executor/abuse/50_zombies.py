# row: 50
# out: REACHED 1000
refused = 0
say('REACHED')
for i in range(1000):
    try:
        os.fork()
    except PermissionError:
        refused += 1
say(str(refused))
