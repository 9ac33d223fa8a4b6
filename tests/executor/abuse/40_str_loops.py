# row: 40
# verdict: cpu_limit
say('REACHED')
class Slow(Exception):
    def __str__(self):
        while True: pass
raise Slow
