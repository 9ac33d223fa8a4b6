# stopped-by: kernel
# preload: os
# expect: errno 1|signal 31
import os
print('REACHED', flush=True)
try:
    os.fork()
    print('ESCAPED')
except OSError as e:
    print('errno', e.errno)
