print(len(kwlist), len(softkwlist), [iskeyword(w) for w in ("if", "match", "None", "print")], issoftkeyword("match"))
print(sorted(kwlist, key=len)[-5:], "".join(w[0] for w in kwlist))
