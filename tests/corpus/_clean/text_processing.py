import re
import textwrap
import unicodedata
from collections import Counter, OrderedDict

TEXT = """It was the best of times, it was the worst of times,
it was the age of wisdom, it was the age of foolishness..."""

words = re.findall(r"[a-z']+", TEXT.lower())
print(Counter(words).most_common(3), len(set(words)))
print(re.sub(r"(\w+) (\w+)", r"\2 \1", "hello big world"), re.split(r"[,\s]+", "a, b c"))
m = re.match(r"(?P<year>\d{4})-(?P<month>\d\d)", "2024-05-06")
print(m.group("year"), m["month"], m.groups(), m.span(), m.groupdict(), bool(re.fullmatch(r"\d+", "12a")))
print(re.sub(r"\d+", lambda mm: str(int(mm.group()) * 2), "a1b22"))
for match in re.finditer(r"t(?=h)", "the then"):
    print(match.start(), end=" ")
print()
print(textwrap.fill(TEXT, 30), textwrap.shorten(TEXT, 20), textwrap.dedent("  a\n  b"), sep="\n")
print(unicodedata.normalize("NFC", "e\u0301"), unicodedata.name("ä"), "ä".encode("utf-8"), "\N{BULLET}")
index = OrderedDict()
for line_no, line in enumerate(TEXT.splitlines(), 1):
    for w in line.split():
        index.setdefault(w.strip(".,").lower(), []).append(line_no)
print(index["it"], list(index)[:3])
pattern = re.compile(r"""
    (\d+)   # number
    \s*
    ([a-z]+)
""", re.VERBOSE | re.IGNORECASE)
print(pattern.search("about 12 Apples").groups(), pattern.pattern[:3].strip() == "", pattern.flags & re.I)
