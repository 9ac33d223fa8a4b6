# sets: default, education
import struct, base64, binascii, hashlib, zlib, hmac, uuid
print(struct.pack(">IhB", 1, -2, 255), struct.unpack("<HH", b"\x01\x00\x02\x00"), struct.calcsize("qd"))
b = bytearray(b"hello"); b[0] = 72; b += b" w"; b.extend([33]); print(b, bytes(b[1:3]), b.hex(), bytes.fromhex("6869"), b.find(b"l"))
mv = memoryview(b); print(mv[0], bytes(mv[-2:]), len(mv)); mv.release()
print(base64.b64encode(b"data \xff"), base64.b64decode("ZGF0YQ=="), binascii.hexlify(b"ab"), base64.urlsafe_b64encode(b"\xfb\xff"))
print(hashlib.sha256(b"x").hexdigest()[:16], hashlib.md5("é".encode()).hexdigest(), zlib.crc32(b"abc"), zlib.decompress(zlib.compress(b"a" * 100)) == b"a" * 100)
print(hmac.new(b"k", b"m", hashlib.sha1).hexdigest()[:10], uuid.uuid5(uuid.NAMESPACE_DNS, "python.org"), int.from_bytes(b"\x01\x00", "big"), (1000).to_bytes(2, "little"))
n = 0b1011_0010
print(n.bit_length(), bin(n).count("1"), n & -n, n >> 3 & 1, n ^ (1 << 4), ~n & 0xFF, f"{n:#010b}", int("z", 36), (5).bit_count())
print(str(b"a", "ascii"), bytes(3), bytes([1, 2]), b"a" + b"b", b"%d-%s" % (5, b"x"), "x".encode("utf-16-le"))
