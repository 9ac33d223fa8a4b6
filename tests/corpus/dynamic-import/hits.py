os = __import__("os")  # expect: ST204
#    ^^^^^^^^^^ expect: ST204
import importlib  # expect: ST201

sys = importlib.import_module("sys")  # expect: ST204
#     ^^^^^^^^^^^^^^^^^^^^^^^ expect: ST204
