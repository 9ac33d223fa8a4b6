# stopped-by: kernel
# preload: os
# expect: errno 1|errno 38|signal 31
import os
print('REACHED', flush=True)
try:
    os.memfd_create('x')
    print('ESCAPED')
except OSError as e:
    print('errno', e.errno)
