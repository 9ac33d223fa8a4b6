# Text building: f-strings, str methods, join and percent.
def main():
    lines = []
    for i in range(1500):
        name = ("item" + str(i)).upper().rjust(9, ".")
        price = i * 1.25 % 97
        lines.append(f"{name}|{price:8.2f}|{i:>5}")
        if i % 10 == 0:
            lines.append("-" * 20)
        lines.append("%s;%05d" % (name.lower().strip("."), i))
    text = "\n".join(lines)
    words = text.replace("|", " ").split()
    return len(text), len(words), sum(len(w) for w in words if w.startswith("item"))
