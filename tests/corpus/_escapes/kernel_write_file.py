# stopped-by: kernel
# preload: os
# expect: errno 1|errno 2|errno 13|errno 30
print('REACHED', flush=True)
try:
    open('/tmp/escaped', 'w').write('x')
    print('ESCAPED')
except OSError as e:
    print('errno', e.errno)
