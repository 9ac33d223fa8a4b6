# row: 38
# out: REACHED
# value: 1
say('REACHED')
import builtins, json
builtins.print = builtins.str = builtins.repr = builtins.len = lambda *a, **k: 'forged'
json.dumps = lambda *a, **k: '"forged"'
for thing in gc.get_objects()[:100]:
    type(thing)
def result():
    return 1
