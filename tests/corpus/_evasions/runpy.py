import runpy
X=runpy.run_module("this_is_not" if 0 else "keyword")