# row: 52
# out: REACHED {} [''] False
say('REACHED')
say(repr(dict(os.environ)))
say(repr(sys.argv))
say(repr(hasattr(sys, 'mark')))
sys.mark = 1
