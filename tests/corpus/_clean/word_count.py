import string
from collections import Counter, defaultdict

TEXT = """The quick brown fox jumps over the lazy dog.
The dog sleeps; the fox does not."""

words = TEXT.lower().translate(str.maketrans("", "", string.punctuation)).split()
counts = Counter(words)
by_length = defaultdict(set)
for word in words:
    by_length[len(word)].add(word)
print(counts.most_common(3))
print({length: sorted(group) for length, group in sorted(by_length.items())})
print("{:<8}|{:>5}".format("word", "count"))
for word, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:3]:
    print("{0:<8}|{1:>5}".format(word, count))
