# sets: default, education, agent
import re, string
from collections import Counter
TEXT = """It was the best of times, it was the worst of times; it was the age of wisdom..."""
words = re.findall(r"[a-z']+", TEXT.lower())
c = Counter(words)
width = max(map(len, c))
for w, n in c.most_common(3): print(f"{w:<{width}} {'#' * n} {n / len(words):6.2%}")
table = str.maketrans('', '', string.punctuation)
print(Counter(len(w) for w in TEXT.translate(table).split()))
rot = lambda s, k=13: ''.join(chr((ord(ch) - 97 + k) % 26 + 97) if ch.islower() else ch for ch in s)
print(rot("hello"), rot(rot("hello")), "level" == "level"[::-1], sorted({"tea", "eat", "tan", "ate"}, key=lambda w: ("".join(sorted(w)), w)))
groups = {}
for w in ["tea", "eat", "tan", "ate"]: groups.setdefault(tuple(sorted(w)), []).append(w)
print(list(groups.values()))
import difflib, pprint, copy, textwrap, unicodedata
print("\n".join(difflib.unified_diff("a\nb\nc".split(), "a\nx\nc".split(), lineterm="")), difflib.get_close_matches("appel", ["ape", "apple"]))
pprint.pprint({"key%d" % i: list(range(i * 5)) for i in range(4)}, width=40)
x = [1, [2, 3]]; y = copy.deepcopy(x); z = copy.copy(x); x[1].append(4); print(y, z)
print(unicodedata.normalize("NFD", "é").encode("ascii", "ignore"), unicodedata.name("é"), textwrap.dedent("  a\n   b"), textwrap.shorten("hello there world", 12))
