import importlib
X=importlib.import_module("os")