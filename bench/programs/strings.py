# String building: an escaper, a table and a caesar cipher.
ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def escape(text):
    out = []
    for c in text:
        if c == "<":
            out.append("&lt;")
        elif c == ">":
            out.append("&gt;")
        elif c == "&":
            out.append("&amp;")
        else:
            out.append(c)
    return "".join(out)


def shift(text, n):
    made = ""
    for c in text:
        at = ALPHABET.find(c)
        made += ALPHABET[(at + n) % 26] if at >= 0 else c
    return made


def table(rows):
    widths = [max(len(str(row[i])) for row in rows) for i in range(len(rows[0]))]
    lines = []
    for row in rows:
        lines.append(" | ".join(str(cell).ljust(widths[i]) for i, cell in enumerate(row)))
    return "\n".join(lines)


def main():
    text = "the <quick> brown & lazy fox jumps over " * 60
    size = 0
    for n in range(3):
        size += len(escape(shift(text, n)))
    rows = [(i, "name%d" % i, i * 1.5) for i in range(200)]
    return size + len(table(rows))
