# row: 37
# verdict: exit:7
say('REACHED')
class Bye(SystemExit): pass
raise Bye(7)
