# row: 6
# case: open('x', 'w') -> ENOENT
# case: os.mkdir('x') -> EPERM
# case: os.mknod('/x') -> EPERM
