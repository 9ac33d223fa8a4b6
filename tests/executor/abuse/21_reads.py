# row: 21
# case: open('/proc/self/environ') -> ENOENT
# case: open('/proc/1/environ') -> ENOENT
# case: open('/proc/1/cmdline') -> ENOENT
# case: os.listdir('/proc/1/root') -> ENOENT
# case: open('/proc/self/maps') -> ENOENT
# case: open('/etc/passwd') -> ENOENT
# case: os.listdir('/sys') -> ENOENT
# case: os.listdir('/') -> ENOENT
# case: dict(os.environ) == {} -> True
