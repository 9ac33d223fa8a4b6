print(len(s), d["A"], sum(ord(c) for c in s))
