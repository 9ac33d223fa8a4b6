# stopped-by: rule, guard
import io
print('ESCAPED', io.open('/etc/hostname'))
