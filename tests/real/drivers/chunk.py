import io
import struct as st

payload = b"ABCD" + st.pack(">L", 5) + b"hello\0" + b"EFGH" + st.pack(">L", 4) + b"wxyz"
f = io.BytesIO(payload)
c = Chunk(f)
print(c.getname(), c.getsize(), c.read(2), c.tell(), c.read(), c.read())
c.seek(1)
print(c.read(3))
c.skip()
d = Chunk(f)
print(d.getname(), d.read(), d.isatty())
d.close()
try:
    Chunk(f)
except (EOFError, ValueError) as e:
    print(type(e).__name__)
