# sets: default, education
class P:
    def __init__(self): self.x, self.y, self.tags = 3, 4.5, ["a", {"k": "v"}]
    def __format__(self, spec):
        return f"P({self.x})" if spec == "short" else f"P({self.x}, {self.y})"
p = P()
print("{0.x} {0.y:.2f} {0.tags[0]} {0.tags[1][k]} {1!r:>5} {name}".format(p, "q", name="N"))
print("{:short} {}".format(p, p), f"{p:short}", format(p, ""), format(3.14159, ".3"), format(255, "x"))
print("{:>{w}}|{:{a}^7}".format("r", "c", w=5, a="~"), "{d[key]}".format(d={"key": 1}), "{} {}".format(*[1, 2]), "{a}{b}".format(**{"a": 1, "b": 2}))
from string import Template, ascii_lowercase, digits, capwords
print(Template("$who owes $$${amount}").substitute(who="Al", amount=5), Template("$x $y").safe_substitute(x=1), ascii_lowercase[:5] + digits, capwords("hello big world"))
print("{name!s:>10}".format_map({"name": "z"}))
class Default(dict):
    def __missing__(self, k): return "{" + k + "}"
print("{a} {b}".format_map(Default(a=1)))
