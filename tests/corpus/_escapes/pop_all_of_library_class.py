# stopped-by: guard
# ExitStack.pop_all() stores its callbacks into whatever __new__ of a subclass gives
import contextlib
import json


class Stack(contextlib.ExitStack):
    victim = None

    def __new__(cls):
        return Stack.victim or super().__new__(cls)


stack = Stack()
Stack.victim = json.JSONEncoder
try:
    stack.pop_all()
    print("ESCAPED")
except TypeError as error:
    print(error)
