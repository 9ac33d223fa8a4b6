# row: 35
# verdict: signal:11
say('REACHED')
faulthandler._sigsegv()
