h = Headers([("Content-Type", "text/html"), ("X", "1")])
h["X"] = "2"
h.add_header("Content-Disposition", "attachment", filename='a "b".gif')
h.setdefault("Z", "9")
print(h, bytes(h), h.keys(), h.values(), h.get_all("x"), "z" in h, len(h), h["nope"])
del h["x"]
print(h.items(), repr(h), h.get("content-type"), h.setdefault("z", "0"))
print(_formatparam("n", "v w"), _formatparam("n", "v", quote=False), _formatparam("n"))
try:
    h["bad"] = 3
except AssertionError as e:
    print("AssertionError", e)
