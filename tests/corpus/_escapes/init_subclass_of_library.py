# stopped-by: guard
# __init_subclass__ of a library class stores into that class
import random
import typing

for name, hook in (("Protocol", lambda: typing.Protocol.__init_subclass__()),
                   ("Random", lambda: random.Random.__init_subclass__())):
    try:
        hook()
        print("ESCAPED", name)
    except AttributeError as error:
        print(error)
