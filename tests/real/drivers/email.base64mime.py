print([header_length(bytes(n)) for n in range(8)])
print(header_encode("Grüße"), header_encode(b"caf\xe9", charset="latin-1"), repr(header_encode("")))
print(body_encode(b"hello " * 20), body_encode(b"x" * 30, maxlinelen=16, eol="\r\n"), repr(body_encode(b"")))
print(decode(""), decode("aGVsbG8="))
for text in ["Z3LDvMOfZQ==", "YQ", "é"]:
    try:
        print(decodestring(text))
    except ValueError as error:
        print(type(error).__name__, error)
