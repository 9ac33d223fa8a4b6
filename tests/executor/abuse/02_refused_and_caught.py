# row: 2
# verdict: ok
# out: REACHED 50
say('REACHED')
refused = 0
for i in range(25):
    try: threading.Thread(target=print).start()
    except RuntimeError: refused += 1
    try: os.fork()
    except PermissionError: refused += 1
say(str(refused))
