# stopped-by: kernel
# preload: os
# expect: errno 1|errno 3|signal 31
import os
print('REACHED', flush=True)
try:
    os.kill(-1, 9)
    print('ESCAPED')
except OSError as e:
    print('errno', e.errno)
