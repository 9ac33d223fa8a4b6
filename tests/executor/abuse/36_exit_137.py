# row: 36
# verdict: exit:137
say('REACHED')
sys.exit(137)
