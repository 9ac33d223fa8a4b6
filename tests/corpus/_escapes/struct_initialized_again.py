# stopped-by: guard
# a Struct with a longer format reads beyond its buffer
import struct

packer = struct.Struct("b")
steps = packer.iter_unpack(bytes(8))
next(steps)
try:
    packer.__init__("4000s")
    print("ESCAPED", next(steps))
except AttributeError as error:
    print(error)
try:
    struct.Struct.__init__(packer, "4000s")
    print("ESCAPED", next(steps))
except AttributeError as error:
    print(error)


class Own(struct.Struct):
    def grow(self):
        super().__init__("4000s")


print("ESCAPED", Own)
