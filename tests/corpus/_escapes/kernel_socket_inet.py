# stopped-by: kernel
# preload: socket
# expect: errno 1|errno 13|errno 97|signal 31
import socket
print('REACHED', flush=True)
try:
    socket.socket(socket.AF_INET)
    print('ESCAPED')
except OSError as e:
    print('errno', e.errno)
