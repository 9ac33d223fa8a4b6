import sys
X=sys.modules["os"]