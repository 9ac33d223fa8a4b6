groups = FreezableDefaultDict(list)
for word in "the quick brown fox jumps over the lazy dog".split():
    groups[len(word)].append(word)
groups.freeze()
print(dict(groups), groups[9], len(groups), 9 in groups)
pairs = [Pair.parse(line) for line in ("name = stockade", "size=3 = 4", " a= ")]
print(pairs, pairs[0].name, pairs[1].value, sorted(pairs), pairs[2]._replace(value="b"), pairs[0]._asdict())
try:
    Pair.parse("nothing")
except TypeError as e:
    print("TypeError", e)
