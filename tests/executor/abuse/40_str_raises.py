# row: 40
# verdict: exception Odd
say('REACHED')
class Odd(Exception):
    def __str__(self):
        raise KeyError
raise Odd
