import posix
X=posix.system