# row: 36
# verdict: exit:139
say('REACHED')
sys.exit(139)
