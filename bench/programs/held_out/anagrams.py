# A dict of lists, tuple keys, comprehensions and sorting.
def main():
    letters = "etaoinshrdlu"
    words = []
    for i in range(3000):
        words.append("".join(letters[(i * k + k * k) % 12] for k in range(1, 6)))
    groups = {}
    for word in words:
        groups.setdefault(tuple(sorted(word)), []).append(word)
    big = sorted((len(found), "".join(key)) for key, found in groups.items() if len(found) > 3)
    first, *rest = big
    longest = {key: len(set(found)) for key, found in groups.items()}
    return first, len(rest), sum(longest.values())
