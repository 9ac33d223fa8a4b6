c = SimpleCookie()
c["fig"] = "newton"
c["sugar"] = "wa fer; \"q\""
c["fig"]["path"] = "/x"
c["fig"]["max-age"] = 3600
c["fig"]["secure"] = True
print(c.output())
print(c.output(attrs=[], header="Cookie:"), c["sugar"].value, c["sugar"].coded_value)
d = SimpleCookie('chips=ahoy; vienna="finger\\073 x"; Path=/; bad cookie; late=1')
print({k: m.value for k, m in d.items()}, repr(d))
d = SimpleCookie()
d.load({"k": 5, "n": "v"})
print(d.output(), _quote("a;b"), _unquote('"a\\073b"'))
m = Morsel()
m.set("key", "value", "coded")
print(m.OutputString(), m.isReservedKey("Path"))
try:
    c["in valid"] = "x"
except CookieError as e:
    print("CookieError", e)
