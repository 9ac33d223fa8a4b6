# stopped-by: kernel
# preload: os
# expect: errno 1|errno 2|errno 13|signal 31
import os
print('REACHED', flush=True)
try:
    os.execv('/bin/sh', ['sh', '-c', 'echo ESCAPED'])
except OSError as e:
    print('errno', e.errno)
