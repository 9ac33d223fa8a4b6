import calendar
import os
import sys

sys.path.append("/tmp")  # expect: ST311
sys.path[0] = "/tmp"  # expect: ST311
del sys.argv[0]  # expect: ST311
os.environ["HOME"] = "/tmp"  # expect: ST311
os.environ.update({"A": "b"})  # expect: ST311
calendar.mdays[2] = 30  # expect: ST311
sys.argv[0] += "x"  # expect: ST311
