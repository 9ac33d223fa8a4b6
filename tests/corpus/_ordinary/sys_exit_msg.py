# sets: education, judge
import sys
if len(sys.argv) < 2:
    sys.exit("usage: prog FILE")
print("never")
