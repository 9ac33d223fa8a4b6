# sets: education, judge
import os
import sys
print(os.path.join("a", "b.txt"), os.path.splitext("x.tar.gz"), os.path.basename("/p/q"), os.environ.get("NOPE_X", "dflt"), os.sep, repr(os.linesep), sys.maxsize > 2**32, sys.byteorder, sys.float_info.epsilon, sys.version_info[:2] >= (3, 8), sys.getrecursionlimit() >= 100)
