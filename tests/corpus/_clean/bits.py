import array
import struct
import zlib
from base64 import b64decode, b64encode
from binascii import hexlify
from hashlib import sha256

data = bytearray(b"\x00\x01\x02")
data += struct.pack(">HI", 258, 7)
data[0] |= 0x80
data[1:2] = b"\xff\xfe"
print(hexlify(bytes(data)), struct.unpack_from(">H", data, 4), sha256(data).hexdigest()[:8])
print(b64decode(b64encode(b"text")), zlib.crc32(b"text"), len(zlib.compress(b"a" * 1000)) < 50)
x = 0b1011_0010
print(x & ~1, x ^ 0xFF, x << 3, x >> 2, bin(x).count("1"), int("ff", 16), x.bit_length(), f"{x:08b}")
numbers = array.array("i", [1, 2, 3])
numbers.append(4)
numbers[0] -= 5
print(numbers.tolist(), int.from_bytes(b"\x01\x00", "big"), (1000).to_bytes(2, "little"))
