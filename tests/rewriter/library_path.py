"""Prints where the standard library is, as JSON."""
import json
import sysconfig

print(json.dumps(sysconfig.get_paths()["stdlib"]))
