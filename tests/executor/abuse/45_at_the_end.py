# row: 45
# out: REACHED
def forever(*anything):
    while True:
        pass
atexit.register(forever)
sys.excepthook = sys.unraisablehook = threading.excepthook = forever
class Slow:
    def __del__(self):
        forever()
globals()['kept'] = Slow()
def generator():
    try:
        yield
    finally:
        forever()
globals()['running'] = generator()
next(globals()['running'])
say('REACHED')
