import sys
X=breakpoint