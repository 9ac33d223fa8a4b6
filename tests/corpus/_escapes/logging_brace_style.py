# stopped-by: guard
import logging
formatter = logging.Formatter('{msg.__self__}', style='{')
print('ESCAPED', formatter.format(logging.makeLogRecord({'msg': print})))
