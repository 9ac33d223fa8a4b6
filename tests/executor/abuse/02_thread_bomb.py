# row: 2
# verdict: exception RuntimeError
say('REACHED')
while True:
    threading.Thread(target=time.sleep, args=(60,)).start()
