# row: 37
# verdict: exit:1
say('REACHED')
sys.exit('msg')
