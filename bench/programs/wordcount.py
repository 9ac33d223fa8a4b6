# Strings and a dict.
def main():
    text = "the quick brown fox jumps over the lazy dog and runs away from the bear " * 4000
    counts = {}
    for word in text.split():
        word = word.strip().lower()
        counts[word] = counts.get(word, 0) + 1
    best = sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))
    return ",".join(f"{w}={c}" for w, c in best[:5])
