import os
try: os.nope
except AttributeError as ex: X=ex.obj