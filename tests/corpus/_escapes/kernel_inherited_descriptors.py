# stopped-by: kernel
# preload: os
# expect: errno 9|errno 1|verdict protocol_error
import os
print('REACHED', flush=True)
n = 0
for fd in range(3, 1024):
    try:
        os.fstat(fd)
        n += 1
    except OSError as e:
        last = e.errno
if n > 2:
    print('ESCAPED', n)
print('errno', last)
