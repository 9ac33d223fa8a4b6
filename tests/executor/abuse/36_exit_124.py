# row: 36
# verdict: exit:124
say('REACHED')
sys.exit(124)
