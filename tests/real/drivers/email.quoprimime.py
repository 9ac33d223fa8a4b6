text = "caf\xe9 = 100% \tend \nand a line that is " + "long " * 20
body = body_encode(text)
print(body, decode(body), quote("\xe9"), unquote("=E9"), header_length(b"a b\xe9"), body_length(b"x=\xe9"))
print(header_encode("h\xe9llo w\xf6rld".encode("latin-1"), "latin-1"), header_decode("h=E9llo_w=F6rld"))
print(header_check(ord("?")), body_check(ord("=")), body_encode("a\r\nb ", maxlinelen=10), repr(decode("a=\nb=3D")))
