# Dicts: an index, histograms, group-by and a small join.
def index(words):
    found = {}
    for at, word in enumerate(words):
        if word not in found:
            found[word] = []
        found[word].append(at)
    return found


def histogram(values):
    counts = {}
    for v in values:
        counts[v] = counts.get(v, 0) + 1
    return counts


def group(records):
    by_city = {}
    for record in records:
        city = record["city"]
        entry = by_city.setdefault(city, {"count": 0, "sum": 0})
        entry["count"] += 1
        entry["sum"] += record["amount"]
    return by_city


def main():
    words = [chr(97 + (i * 7) % 26) * (1 + i % 3) for i in range(4000)]
    records = [{"city": "c%d" % (i % 17), "amount": i % 101} for i in range(3000)]
    total = 0
    for word, places in index(words).items():
        total += len(word) * places[0] + places[-1]
    for key, n in sorted(histogram(i * i % 97 for i in range(3000)).items()):
        total += key * n
    for city, entry in group(records).items():
        total += entry["sum"] // entry["count"]
    return total
