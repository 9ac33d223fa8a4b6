# stopped-by: kernel
# preload: os
# expect: errno 1|errno 2|errno 13
print('REACHED', flush=True)
try:
    open('/proc/self/environ')
    print('ESCAPED')
except OSError as e:
    print('errno', e.errno)
