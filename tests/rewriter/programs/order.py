# Every operand says when it is evaluated.
log = []


class Traced:
    def __init__(self, name):
        self.name = name

    def __getattr__(self, attribute):
        if attribute.startswith("__"):
            raise AttributeError(attribute)
        log.append(f"{self.name}.{attribute}")
        return Traced(f"{self.name}.{attribute}")

    def __setattr__(self, attribute, value):
        if attribute == "name":
            return object.__setattr__(self, attribute, value)
        log.append(f"{self.name}.{attribute} = {value}")

    def __delattr__(self, attribute):
        log.append(f"del {self.name}.{attribute}")

    def __getitem__(self, index):
        log.append(f"{self.name}[{index!r}]")
        return Traced(f"{self.name}[{index!r}]")

    def __setitem__(self, index, value):
        log.append(f"{self.name}[{index!r}] = {value}")

    def __delitem__(self, index):
        log.append(f"del {self.name}[{index!r}]")

    def __call__(self, *args, **kwargs):
        log.append(f"{self.name}({args}, {kwargs})")
        return Traced(f"{self.name}()")

    def __iter__(self):
        log.append(f"iter {self.name}")
        return iter([1, 2])

    def __iadd__(self, other):
        log.append(f"{self.name} += {other}")
        return self

    def __pow__(self, other):
        log.append(f"{self.name} ** {other}")
        return self

    def __mul__(self, other):
        log.append(f"{self.name} * {other}")
        return self

    def __lshift__(self, other):
        log.append(f"{self.name} << {other}")
        return self

    def __ipow__(self, other):
        log.append(f"{self.name} **= {other}")
        return self

    def __format__(self, spec):
        log.append(f"format {self.name} {spec!r}")
        return f"<{self.name}>"

    def __repr__(self):
        return self.name

    def keys(self):
        log.append(f"keys {self.name}")
        return ["z"]


def t(name):
    log.append(name)
    return Traced(name)


def flush():
    for line in log:
        print(line)
    print("--")
    log.clear()


t("a").b.c
t("a")._private
t("a")[t("i")]
t("a")[t("i"):t("j"):t("k")]
t("a")[t("i"):, t("j")]
t("a")[*t("i"), t("j")]
flush()
t("a").x = t("v")
t("a")[t("i")] = t("v")
t("a")[t("i"):t("j")] = t("v")
t("a").x = t("b")[t("i")] = t("v")
del t("a").x, t("b")[t("i")]
flush()
t("a").x += t("v")
t("a")[t("i")] += t("v")
t("a")[t("i")] **= t("v")
t("a")[t("i"):t("j")] **= t("v")
t("a").x **= t("v")
name = t("n")
name += t("v")
name **= t("v")
flush()
(t("a").x, t("b")[t("i")]) = t("v")
t("a").x, *t("b").rest = t("v")
[t("a").x, (t("b").y, t("c").z)] = [1, t("v")]
x = (p, q) = t("a").both = t("v")
first, *rest = last = t("v")
flush()
t("f")(t("a"), *t("b"), t("c"), k=t("d"), **t("e"), m=t("g"))
t("f").g(*t("a"))
print([*t("a"), t("b"), *t("c")], {**t("a"), t("k"): t("v")}.keys())
flush()
t("a") ** t("b")
t("a") << t("b") * t("c")
t("a") if not t("b") else t("c")
flush()
for t("a").x in t("b"):
    flush()
for t("a")[t("i")], y in [(1, 2), t("v")]:
    flush()
print([(a, b) for a, b in [t("v"), (3, 4)] if t("c")])
print({a: t("w") for a in t("v")})
print(list(a for a in t("v")))
flush()
print(f"{t('a')}{t('b'):>{5}}{t('c')!r:>20}{t('d')=} {t('e')._f}")
flush()


def decorate(name):
    log.append(f"decorator {name}")
    return lambda function: function


@decorate("one")
@decorate("two")
def defaults(a: t("A"), b: t("B") = t("b"), *, c=t("c")) -> t("R"):
    pass


class Classy(t("base") and object, metaclass=t("meta") and type):
    log.append("body")


flush()
with_log = []


class Context:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        with_log.append(f"enter {self.name}")
        return 1, [2, 3]

    def __exit__(self, *info):
        with_log.append(f"exit {self.name}")


with Context("a") as (p, [q, *r]), Context("b") as t("x").y:
    print(p, q, r)
print(with_log)
flush()
