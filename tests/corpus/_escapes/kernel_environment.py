# stopped-by: kernel
# preload: os
# expect: errno 0
import os
print('REACHED', flush=True)
if os.environ:
    print('ESCAPED', dict(os.environ))
print('errno 0')
