raw = bytes(range(0, 256, 5)) + b"\xff\xfe"
for enc, dec in ((b64encode, b64decode), (b32encode, b32decode), (b16encode, b16decode), (a85encode, a85decode),
                 (b85encode, b85decode), (urlsafe_b64encode, urlsafe_b64decode), (standard_b64encode, standard_b64decode),
                 (b32hexencode, b32hexdecode), (encodebytes, decodebytes)):
    coded = enc(raw)
    print(coded, dec(coded) == raw)
print(a85encode(b"hello world   ", wrapcol=8, adobe=True, foldspaces=True), b64encode(b"\xfb\xff", altchars=b"-_"))
for f, bad in ((b32decode, b"A"), (b16decode, b"zz"), (a85decode, b"~~")):
    try:
        print(f(bad))
    except ValueError as e:
        print(type(e).__name__, e)
