print(header_length(b"hello"), header_encode("h\xe9llo", "utf-8"), repr(body_encode(b"x" * 100)), decode("aGVsbG8="))
print(body_encode(b""), repr(body_encode(b"abc" * 30, maxlinelen=40, eol="\r\n")), decode(""))
