import calendar
import hashlib
import time
import uuid
from copy import dispatch_table  # expect: ST205
#                ^^^^^^^^^^^^^^ expect: ST205
from enum import global_enum  # expect: ST205

print(hashlib.file_digest)  # expect: ST205
print(time.clock_settime)  # expect: ST205
print(calendar.different_locale, uuid.getnode())  # expect: ST205, ST205
