import sys
X=sys.settrace