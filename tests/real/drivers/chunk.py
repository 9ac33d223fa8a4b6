# leaves out: import warnings
# leaves out: warnings._deprecated
import io
import struct as packing


def pack(name, body, align=True, big=True):
    size = packing.pack(">L" if big else "<L", len(body))
    return name + size + body + (b"\0" if align and len(body) % 2 else b"")


stream = io.BytesIO(pack(b"ABCD", b"hello") + pack(b"WXYZ", bytes(range(10))) + pack(b"LAST", b""))
while True:
    try:
        part = Chunk(stream)
    except EOFError:
        print("end")
        break
    print(part.getname(), part.getsize(), part.read(2), part.tell())
    part.seek(0)
    print(part.read(), part.read(1))
    part.skip()
    part.close()
    try:
        part.read()
    except ValueError as error:
        print(error)
part = Chunk(io.BytesIO(pack(b"LITT", b"abc", big=False)), align=False, bigendian=False, inclheader=False)
print(part.getsize(), part.isatty(), part.read(5))
for offset, whence in [(1, 0), (1, 1), (-1, 2), (9, 0)]:
    try:
        part.seek(offset, whence)
        print(part.tell(), part.read())
    except RuntimeError as error:
        print(type(error).__name__)
