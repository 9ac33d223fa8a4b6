# stopped-by: kernel
# preload: resource
# expect: errno 1|errno 22|signal 31
import resource
print('REACHED', flush=True)
try:
    resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    print('ESCAPED')
except (OSError, ValueError) as e:
    print('errno', getattr(e, 'errno', None) or 1)
