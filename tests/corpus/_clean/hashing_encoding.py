import base64
import binascii
import hashlib
import struct
import zlib
import uuid
import secrets
import html

data = "héllo".encode()
print(hashlib.sha256(data).hexdigest()[:16], hashlib.md5(b"a").hexdigest(), base64.b64encode(data).decode())
print(binascii.hexlify(b"\x00\xff"), struct.pack("<IHb", 1, 2, -3), struct.unpack(">H", b"\x01\x02"), zlib.crc32(b"x"))
print(zlib.decompress(zlib.compress(b"abc" * 100)) == b"abc" * 100, html.escape("<a & b>"), html.unescape("&lt;"))
print(uuid.UUID(int=5), uuid.uuid5(uuid.NAMESPACE_DNS, "example.org"), len(secrets.token_hex(8)))
print(bytes.fromhex("cafe").hex("-"), b"abc".decode(), bytearray(b"x") + b"y", "abc".encode("utf-16-le"))
