import string


def shift(text: str, key: int, *, alphabet: str = string.ascii_lowercase) -> str:
    moved = alphabet[key % 26 :] + alphabet[: key % 26]
    table = str.maketrans(alphabet + alphabet.upper(), moved + moved.upper())
    return text.translate(table)


def crack(text: str) -> str:
    candidates: list[str] = [shift(text, -key) for key in range(26)]
    score = lambda candidate: sum(candidate.count(letter) for letter in "etaoin ")
    return max(candidates, key=score)


secret = shift("Meet me at the old station at ten", 7)
print(secret, "->", crack(secret))
