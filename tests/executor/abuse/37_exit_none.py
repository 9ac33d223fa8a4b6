# row: 37
# verdict: exit:0
say('REACHED')
sys.exit(None)
