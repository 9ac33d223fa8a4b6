# sets: default, education, strict, restrictedpython
s = "The quick brown Fox"
print(s.swapcase(), s.title(), s.center(25, "*"), s.find("q"), s.rfind("o"), s.count("o"), s.replace("o", "0", 1), sep="|")
print(s.split(), s.rsplit(None, 1), s.partition(" "), "a,b,,c".split(","), " x ".strip(), "xxhixx".strip("x"), "abc".ljust(5, ".") + "|", "42".zfill(5))
print("abc"[::-1], "abc"[-2:], "abc" * 2, "a" in "abc", min("hello"), sorted("hello"), list(enumerate("ab", 1)), "".join(reversed("abc")))
print("hello".translate(str.maketrans("el", "ip")), "ß".upper(), "İ".lower() == "i̇", "Ǆ".title(), "é".encode("utf-8"), b"caf\xc3\xa9".decode(), "\u20ac", "tab\there", r"raw\n", 'it''s')
print("abc".isalpha(), "12".isdigit(), "²".isdigit(), "Ⅷ".isnumeric(), "a1".isalnum(), "A".isupper(), " ".isspace(), "Title Case".istitle(), "x_1".isidentifier())
print("%05d|%-5s|%+.2e|%x|%o|%c|%r|%%|%*d" % (42, "ab", 12345.678, 255, 8, "z", "q", 5, 3))
print(f"{3.14159:.2f} {42:08b} {255:#x} {1234567:,} {0.25:.1%} {'hi':>6}|{'hi':^6}|{'hi':<6}| {1e10:g} {-5:+d} {5: d} {12:_} {2**40:_d}")
w, p = 10, 3
print(f"{3.14159:{w}.{p}f}|{'x':*^{w}}|{{braces}}|{s!r:.10}|{w=}|{w + p = :>5}|{[1, 2][0]}|{ {'a': 1}['a'] }")
print("""triple
  quoted 'single' "double" \
joined""")
print("{}-{}".join(["a", "b"]) if 0 else "ok", "abc" < "abd", "Z" < "a", ord("a"), chr(8364), ascii("é"), repr("it's"), hash("a") == hash("a"))
print("one\ntwo\r\nthree".splitlines(), "prefix-x".removeprefix("prefix-"), "x.py".removesuffix(".py"), "a\tb".expandtabs(4), "hello world".capitalize(), "x".startswith(("x", "y")))
