# stopped-by: guard
import logging
record = logging.LogRecord('name', 10, 'path', 1, 'text', (), None)
logging.setLogRecordFactory(lambda *args: setattr)
try:
    logging.getLogger().error('text', extra={'added': 1})
except (AttributeError, TypeError) as error:
    print(error)
import json
logging.setLogRecordFactory(lambda *args: json.dumps)
try:
    logging.getLogger().error('text', extra={'added': 1})
except (AttributeError, TypeError) as error:
    print(error)
if hasattr(json.dumps, 'added'):
    print('ESCAPED')
