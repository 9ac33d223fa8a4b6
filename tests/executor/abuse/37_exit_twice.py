# row: 37
# verdict: exit:3
say('REACHED')
atexit.register(os._exit, 9)
sys.exit(3)
