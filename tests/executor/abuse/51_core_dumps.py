# row: 51
# out: REACHED (0, 0)
say('REACHED')
say(repr(resource.getrlimit(resource.RLIMIT_CORE)))
