import textwrap
import unicodedata

text = "  Größe: 42 µm — naïve café  "
print(text.strip().title(), text.encode("utf-8")[:6], len(text))
print(unicodedata.normalize("NFD", "é") == "e\u0301", "ß".upper(), "a,b;c".replace(";", ",").split(","))
print(f"{3.14159:.2f}|{42:>6}|{42:<6}|{42:^6}|{255:#x}|{1e6:,.0f}|{True!r}|{'q':*^5}")
width, value = 8, 2.5
print(f"{value:{width}.{2}f}|{'nested ' + f'{width}'}|{{braces}}|{width=}")
print("%s has %d items (%.1f%%)" % ("list", 3, 99.5), "%(a)s-%(b)05d" % {"a": 1, "b": 2})
print(textwrap.fill("a long line of words that has to be wrapped somewhere", 20))
print(r"raw \n", b"bytes \x00", "tab\tquote\"", """multi
line""", "con" "cat" "enated", "\N{SNOWMAN}", "🎉"[::-1])
print("-".join(sorted("hello", reverse=True)), "abc".zfill(6), "x".rjust(4, "."), "a" in "cat")
