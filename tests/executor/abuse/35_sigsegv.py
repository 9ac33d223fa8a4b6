# row: 35
# verdict: signal:11
# prepared: ok
say('REACHED')
faulthandler._sigsegv()
