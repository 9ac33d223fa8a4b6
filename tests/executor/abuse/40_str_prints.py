# row: 40
# verdict: output_limit
say('REACHED')
class Loud(Exception):
    def __str__(self):
        while True: os.write(1, b'x' * 4096)
raise Loud
