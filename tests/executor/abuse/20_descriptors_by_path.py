# row: 20
# case: open('/proc/self/fd/1', 'w') -> ENOENT
# case: os.listdir('/proc/self/fd') -> ENOENT
# case: open('/dev/fd/3', 'wb') -> ENOENT
