# row: 35
# out: REACHED 1
class Undead:
    def __del__(self):
        kept.append(self)
kept = []
say('REACHED')
Undead()
gc.collect()
say(str(len(kept)))
