# stopped-by: guard
import enum
import logging
import typing
alias = typing.Type[int]
logging.setLogRecordFactory(lambda *args, **options: alias)
try:
    logging.makeLogRecord({'_inst': True})
except TypeError as error:
    print(error)
print('ESCAPED', alias(enum.Enum))
