# row: 20
# out: REACHED [] EBADF
say('REACHED')
there = []
for descriptor in range(4, 256):
    try:
        os.fstat(descriptor)
        there.append(descriptor)
    except OSError:
        pass
say(repr(there))
try:
    os.write(4, b'x')
except OSError as problem:
    say(errno.errorcode[problem.errno])
