# row: 39
# verdict: result_limit
class Bomb:
    def __reduce__(self):
        return os.system, ('true',)
say('REACHED')
def result():
    return Bomb()
