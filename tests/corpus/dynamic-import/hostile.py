f = __import__  # expect: ST204
x = f("o" + "s")
y = [__import__][0]("os")  # expect: ST204
z = _＿import__("os")  # expect: ST204, ST701
from importlib import import_module as math  # expect: ST201, ST204
import importlib as i  # expect: ST201

j = i
w = j.import_module("os")  # expect: ST204
map(__import__, ["os"])  # expect: ST204
