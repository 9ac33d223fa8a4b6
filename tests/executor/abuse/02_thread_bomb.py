# row: 2
# verdict: process_limit RuntimeError
say('REACHED')
while True:
    threading.Thread(target=time.sleep, args=(60,)).start()
