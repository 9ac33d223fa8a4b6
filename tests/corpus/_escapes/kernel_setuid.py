# stopped-by: kernel
# preload: os
# expect: errno 1|errno 22|signal 31
import os
print('REACHED', flush=True)
try:
    os.setuid(0)
    print('ESCAPED')
except OSError as e:
    print('errno', e.errno)
