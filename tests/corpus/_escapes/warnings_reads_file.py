# stopped-by: guard
import warnings
print('ESCAPED' if 'root' in warnings.formatwarning('m', UserWarning, '/etc/passwd', 1) else '')
