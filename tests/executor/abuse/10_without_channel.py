# row: 10
# verdict: protocol_error
say('REACHED')
os.close(3)
time.sleep(60)
