# stopped-by: rule, guard
try:
    import nothing_here
except ImportError:
    import posix as o
    print('ESCAPED', o)
