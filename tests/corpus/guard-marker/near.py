x = "\U0010f57b"
y = r"\U0010f57c"
z = b"\U0010f57c"
w = chr(0x10F57C - 1)
b = b"\xf4\x8f\x95\xbc"
print(x, y, z, w, b)
