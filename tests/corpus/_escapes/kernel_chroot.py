# stopped-by: kernel
# preload: os
# expect: errno 1|errno 2|signal 31
import os
print('REACHED', flush=True)
try:
    os.chroot('/')
    print('ESCAPED')
except OSError as e:
    print('errno', e.errno)
