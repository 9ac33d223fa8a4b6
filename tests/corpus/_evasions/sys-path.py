import sys
X=sys.meta_path