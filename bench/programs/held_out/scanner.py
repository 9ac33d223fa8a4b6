# A state machine over the characters of a text, with while loops and slices.
def tokens(text):
    found, i, n = [], 0, len(text)
    while i < n:
        c = text[i]
        if c.isspace():
            i += 1
        elif c.isdigit():
            start = i
            while i < n and (text[i].isdigit() or text[i] == "."):
                i += 1
            found.append(("number", text[start:i]))
        elif c.isalpha() or c == "_":
            start = i
            while i < n and (text[i].isalnum() or text[i] == "_"):
                i += 1
            found.append(("name", text[start:i]))
        else:
            found.append(("sign", c))
            i += 1
    return found


def main():
    text = "total_1 = 3.14 * (radius + offset) - 42 / speed_of_light; " * 40
    counts = {}
    for _ in range(6):
        for kind, word in tokens(text):
            counts[kind] = counts.get(kind, 0) + len(word)
    return counts
