text = b"caf\xc3\xa9 = good\ttrailing \nvery " + b"long " * 30 + b"line\n"
coded = encodestring(text)
print(coded, decodestring(coded) == text, encodestring(b"a b_c", header=True), decodestring(b"a_b=5F", header=True))
print(quote(b"\xe9"), unhex(b"E9"), ishex(b"E"), ishex(b"g"), needsquoting(b"=", False, False))
