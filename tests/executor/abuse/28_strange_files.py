# row: 28
# case: os.symlink('/etc/passwd', 'out') -> EPERM
# case: os.link('/etc/passwd', 'out') -> EPERM
# case: os.mkfifo('out') -> EPERM
# case: os.mknod('out', 0o20600, 0x109) -> EPERM
# case: os.makedirs('a/b') -> EPERM
# case: os.rename('a', 'b') -> EPERM
