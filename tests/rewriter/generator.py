"""Makes programs from a grammar and a seed: valid, terminating, with every construct, operands that say when they are
evaluated, and exceptions at any place.

    text = Generator(random.Random(7)).program()

The program calls log(value) and attempt(function), which its host gives. Values stay small: whatever grows is cut in
the same line. A loop has at most three rounds, functions call only what was defined before them.
"""

PRELUDE = '''\
def t(n, v=None): log(n); return v
def boom(n): log(n); raise ValueError(n)
class O:
    kind = 'O'
    def __init__(self, a=1, b=(2, 3)): self.a = a; self.b = b; self.m = {}
    def __getitem__(self, k): log('get', k); return self.m.get(k, 5) if isinstance(k, (int, str)) else 7
    def __setitem__(self, k, v):
        log('set', k, v)
        if isinstance(k, (int, str)): self.m[k] = v
    def __delitem__(self, k): log('del', k)
    def __iadd__(self, v): log('iadd', v); self.a = v; return self
    def __ilshift__(self, v): log('ilshift', v); return self
    def __matmul__(self, v): log('matmul', v); return 3
    def __mul__(self, v): log('mul', v); return 4
    def __rmul__(self, v): log('rmul', v); return 4
    def __pow__(self, v): log('pow', v); return 5
    def __lshift__(self, v): log('lshift', v); return 6
    def __mod__(self, v): log('mod', v); return 2
    def __eq__(self, v): log('eq'); return self is v
    def __hash__(self): return 1
    def __repr__(self): return 'O()'
    def __iter__(self): log('iter'); return iter(() if isinstance(self.b, O) else self.b)
    def __len__(self): return 2
    def __bool__(self): log('bool'); return True
    def __call__(self, *a, **k): log('call', a, k); return len(a) + len(k)
    def __enter__(self): log('enter'); return self.b
    def __exit__(self, kind, value, _): log('exit', kind.__name__ if kind else None); return self.a == 0
    def __format__(self, spec): log('format', spec); return 'O'
    def method(self, *a, x=0): log('method', a, x); return x
    @property
    def prop(self): log('prop'); return self.a
    @prop.setter
    def prop(self, v): log('setprop', v); self.a = v
    @staticmethod
    def still(v=0): return v
    @classmethod
    def made(cls, *a): return cls(*a)
    async def __aenter__(self): log('aenter'); return self.b
    async def __aexit__(self, kind, value, _): log('aexit', kind.__name__ if kind else None); return self.a == 0
    async def __aiter__(self):
        for x in self.b: yield x
class P(O):
    __match_args__ = ('a', 'b')
    __hidden = 3
    def __init__(self, *a): super().__init__(*a); self.__own = 4
    def hidden(self): return self.__hidden + self.__own
class W:
    def __init__(self, v): self.v = v
    def __await__(self): log('await'); got = yield self.v; return got
def drive(c):
    sent = None
    for step in range(9):
        try: sent = c.send(sent)
        except StopIteration as stop: return stop.value
    c.close()
def deco(n):
    log('deco', n)
    def wrap(f): log('wrap', n); return f
    return wrap
'''

EXCEPTIONS = ("ValueError", "TypeError", "IndexError", "KeyError", "AttributeError", "ZeroDivisionError", "LookupError",
              "Exception", "NameError", "(ValueError, KeyError)")
BINARY = ("+", "-", "*", "//", "%", "&", "|", "^", ">>")
COMPARE = ("==", "!=", "<", "<=", ">", ">=", "in", "not in", "is", "is not")
INTS, LISTS, STRINGS = ("i", "j", "k"), ("xs", "ys"), ("s", "u")


class Generator:
    def __init__(self, random):
        self.r = random
        self.serial = 0
        self.lines = []
        self.level = 0
        self.inside = 0       # brackets around the expression that is made: line breaks are free there
        self.plain = 0        # inside a field of an f-string: no quotes, backslashes or line breaks
        self.bound = 0        # inside a comprehension's iterable or class scope: no walrus
        self.functions = []   # callables without arguments that may be called
        self.loops = 0
        self.kind = "def"     # of the function around: def, gen, async, or module
        self.blocks = 0
        self.calls = 0

    # --- text

    def new(self, prefix):
        self.serial += 1
        return f"{prefix}{self.serial}"

    def put(self, line):
        self.lines.append("    " * self.level + line)

    def chance(self, p):
        return self.r.random() < p

    def pick(self, *options):
        return self.r.choice(options)

    def gap(self):
        if self.inside <= 0 or self.plain or not self.chance(0.05):
            return ""
        return self.pick("\n", "\n  ", "\n            ", "  # note (\n ", "\\\n")

    def group(self, opening, makers, closing, separator=", "):
        self.inside += 1
        parts = []
        for make in makers:
            parts.append(self.gap() + (make if isinstance(make, str) else make()))
        out = opening + separator.join(parts) + (self.gap() if parts else "") + closing
        self.inside -= 1
        return out

    def call(self, function, *makers):
        return function + self.group("(", makers, ")")

    # --- expressions: a text of (mostly) the type that the name says

    def traced(self, make):
        self.serial += 1
        return self.call("t", str(self.serial), make)

    def integer(self, depth):
        r = self.r
        if depth <= 0:
            return self.pick(str(r.randint(0, 9)), *INTS, *INTS, "1_0", "0x1F")
        kind = r.randrange(27)
        d = depth - 1
        if kind < 4:
            return self.traced(lambda: self.integer(d))
        if kind == 4:
            op = self.pick(*BINARY)
            return self.group("(", [lambda: self.integer(d) + f" {op} " + self.integer(d)], ")")
        if kind == 5:
            return self.pick("-", "~", "+") + self.atom(d)
        if kind == 6:
            return self.group("(", [lambda: self.integer(d) + " if " + self.boolean(d) + " else " + self.integer(d)], ")")
        if kind == 7:
            return self.list_atom(d) + self.group("[", [lambda: self.integer(d)], "]")
        if kind == 8:
            return self.object_atom(d) + self.gap() + "." + self.pick("a", "a", "prop", "nope", "a.real")
        if kind == 9:
            return self.call("len", lambda: self.any_list(d))
        if kind == 10:
            return self.object_atom(d) + self.gap() + self.call(".method", *self.arguments(d))
        if kind == 11:
            return self.group("(lambda ", [lambda: self.lambda_body(d)], ")") + self.call("", *self.arguments(d))
        if kind == 12 and not self.bound and not self.plain:
            return self.group("(", [lambda: self.pick(*INTS) + " := " + self.integer(d)], ")")
        if kind == 13:
            return self.call("sum", lambda: self.generator(d))
        if kind == 14:
            return self.object_atom(d) + self.group("[", [lambda: self.index(d)], "]")
        if kind == 15 and self.functions and self.calls < 2 and self.loops < 2:
            self.calls += 1
            return self.call(self.pick(*self.functions))
        if kind == 16:
            return self.group("(", [lambda: self.pick("2", "3", "i % 5", "o") + " ** " + self.pick("2", "3", "j % 4", "-1")], ")")
        if kind == 17:
            return self.group("(", [lambda: self.integer(d) + " << " + self.pick("1", "2", "k % 7")], ")")
        if kind == 18:
            return self.call("boom", str(self.r.randint(100, 999))) if self.chance(0.4) else "i // 0" if self.chance(0.3) else "i"
        if kind == 19 and self.kind == "gen" and not self.bound and not self.plain:
            return self.group("(", [lambda: "yield " + self.integer(d)], ")")
        if kind == 20 and self.kind == "async" and not self.bound and not self.plain:
            return "(await " + self.call("W", lambda: self.integer(d)) + ")"
        if kind == 21:
            return self.object_atom(d) + self.call("", *self.arguments(d))
        if kind == 22:
            return self.group("{", ["1: " + self.integer(d), lambda: "**" + self.pick("d", "{}", "{2: 3}")], "}") + "[1]"
        if kind == 23:
            return self.call("max", lambda: self.integer(d), lambda: "*" + self.list_atom(d))
        if kind == 24:
            return self.group("(", [lambda: self.object_atom(d) + self.pick(" @ ", " * ", " % ", " << ") + self.integer(d)], ")")
        if kind == 25:
            return "d" + self.group("[", [lambda: self.pick("1", "'a'" if not self.plain else "2")], "]")
        return self.call("int", lambda: self.boolean(d))

    def atom(self, depth):
        return self.group("(", [lambda: self.integer(depth)], ")")

    def index(self, depth):
        kind = self.r.randrange(6)
        part = lambda: self.pick("", self.integer(depth))
        if kind == 0:
            return part() + ":" + part()
        if kind == 1:
            return part() + ":" + part() + ":" + part()
        if kind == 2:
            return self.integer(depth) + ", " + part() + ":" + part()
        if kind == 3:
            return "*" + self.pick("xs", "ys") + ", " + self.integer(depth)
        return self.integer(depth)

    def arguments(self, depth):
        out = []
        for _ in range(self.r.randrange(3)):
            out.append(lambda: self.pick("*" + self.pick("xs", "ys", "(1, 2)", "o.b"), self.integer(depth)))
        if self.chance(0.3):
            out.append(lambda: "x=" + self.integer(depth))
        elif self.chance(0.2):
            out.append(lambda: "**" + self.pick("{}", "dict(x=2)"))
        return out

    def lambda_body(self, depth):
        head = self.pick("*a, x=1", "a=" + self.integer(0) + ", *b, x=2", "p=0, /, *q, x=3, **r", "*_, x=i, **r")
        kind, self.kind = self.kind, "lambda"
        out = head + ": " + self.integer(depth)
        self.kind = kind
        return out

    def boolean(self, depth):
        kind = self.r.randrange(8)
        d = depth - 1
        if depth <= 0 or kind == 0:
            return self.pick("i < 3", "xs", "True", "o", "not j")
        if kind == 1:
            return self.group("(", [self.pick(" and ", " or ").join(self.pick(self.boolean(d), self.traced(lambda: self.boolean(d)))
                                                                    for _ in range(self.r.randint(2, 3)))], ")")
        if kind == 2:
            return "not " + self.group("(", [lambda: self.boolean(d)], ")")
        if kind == 3:
            parts = [self.traced(lambda: self.integer(d))]
            for _ in range(self.r.randint(1, 3)):
                op = self.pick(*COMPARE[:6], "is not", "in", "not in")
                parts.append(op + " " + (self.any_list(d) if op in ("in", "not in") else self.traced(lambda: self.integer(d))))
            return self.group("(", [" ".join(parts)], ")")
        if kind == 4:
            return self.call("isinstance", lambda: self.anything(d), self.pick("int", "(str, list)", "O"))
        if kind == 5:
            return self.call("hasattr", "o", "s" if self.plain else self.pick("'a'", "'zz'", "s"))
        return self.group("(", [lambda: self.integer(d) + " " + self.pick(*COMPARE[:6]) + " " + self.integer(d)], ")")

    def clauses(self, depth, asynchronous=False):
        target, source = self.pick(
            ("i", "xs"), ("j", "range(3)"), ("(i, j)", "[(1, 2), (3, 4)]"), ("i, *ys", "[(1, 2, 3), xs]"),
            ("[i, (j, k)]", "[(1, (2, 3))]"), ("i, (j, *_)", "[(1, (2, 3)), o]"), ("k", "o"), ("o.a", "(1, 2)"),
            ("i", "(t(x, x) for x in ys)"), ("d[1]", "xs"), ("i, j", "d.items()"))
        if not self.plain:
            source = self.pick(source, source, self.call("t", "0", source))
        text = self.pick("", "async ") if asynchronous else ""
        if text:
            target, source = self.pick("i", "j"), "o"
        text += f"for {target} in " + self.gap() + source
        if self.chance(0.4):
            text += " if " + self.boolean(min(depth, 1))
        return text

    def comprehension(self, depth, opening, closing, element):
        self.bound += 1
        asynchronous = self.kind == "async" and opening != "("
        parts = [lambda: element(depth - 1), lambda: self.clauses(depth - 1, asynchronous)]
        if self.chance(0.25):
            parts.append(lambda: self.clauses(0, asynchronous))
        kind, self.kind = self.kind, "def"
        out = self.group(opening, parts, closing, " ")
        self.kind = kind
        self.bound -= 1
        return out

    def generator(self, depth):
        return self.comprehension(depth, "(", ")", self.integer)

    def list_atom(self, depth):
        if depth <= 0:
            return self.pick(*LISTS)
        return self.pick(self.pick(*LISTS), self.group("[", [lambda: self.element(depth - 1) for _ in range(self.r.randint(1, 3))], "]"),
                         self.group("(", [lambda: self.any_list(depth - 1)], ")"))

    def element(self, depth):
        return self.pick(self.integer(depth), self.integer(depth), "*" + self.pick("xs", "ys", "o", "(1, 2)"))

    def any_list(self, depth):
        kind = self.r.randrange(9)
        d = depth - 1
        if depth <= 0 or kind == 0:
            return self.pick("xs", "ys", "[1, 2]", "(3, 4, 5)", "range(4)")
        if kind == 1:
            return self.list_atom(d) + self.group("[", [lambda: self.pick("1:", ":2", "::2", "::-1", "i:j")], "]")
        if kind == 2:
            return self.comprehension(d, "[", "]", self.integer)
        if kind == 3:
            if self.chance(0.4):
                return self.call("list", lambda: self.group("{", [lambda: self.pick("1", "i", "*xs[:1]")], "}"))
            return self.call("sorted", lambda: self.comprehension(d, "{", "}", self.integer))
        if kind == 4:
            return self.call("list", lambda: self.generator(d))
        if kind == 5:
            return self.group("(", [lambda: self.any_list(d) + " if " + self.boolean(d) + " else " + self.list_atom(d)], ")")
        if kind == 6:
            return self.group("[", [lambda: self.element(d) for _ in range(self.r.randint(0, 4))], "]")
        if kind == 7:
            return self.call("list", lambda: self.comprehension(d, "{", "}", lambda e: self.integer(e) + ": " + self.integer(e)))
        return self.group("(", [lambda: self.list_atom(d) + self.pick(" * 2", " + [1]", " + ys")], ")")

    def object_atom(self, depth):
        if depth <= 0 or self.plain:
            return "o"
        return self.pick("o", "o", "o", self.traced("o"), self.call("O", lambda: self.integer(depth - 1)), "P(1)", "O.made(2)")

    def string(self, depth):
        if self.plain or depth <= 0:
            return self.pick(*STRINGS)
        kind = self.r.randrange(9)
        if kind < 4:
            return self.formatted(depth)
        if kind == 4:
            return self.group("(", [lambda: self.pick("'%s-%r'", "'%3d|%s'") + " % " +
                                    self.group("(", [lambda: self.integer(depth - 1), lambda: self.anything(depth - 1)], ")")], ")")
        if kind == 5:
            return self.call(self.pick("'{}:{!r:>4}'", "'{0}{1:>{2}}'", "'{x.a}'") + ".format", "i", lambda: self.integer(depth - 1), "6", "x=o")
        if kind == 6:
            return self.call("repr", lambda: self.integer(depth - 1))
        if kind == 7:
            return self.group("(", [self.pick("'a' 'b'", "'q' * 3", "'é' '\\n' \"'\"", "r'\\d' 'x'", "s * 2"), ], ")")
        return self.call("','.join", lambda: self.group("(", ["str(x) for x in ys"], ")"))

    def formatted(self, depth):
        quote = self.pick("'", '"', "'''")
        inside, self.inside = self.inside, 0
        self.plain += 1
        parts = []
        for _ in range(self.r.randint(1, 3)):
            value = self.integer(min(depth - 1, 2))
            if value[0] == "{":
                value = " " + value
            if "!=" in value or ":=" in value or "lambda" in value:
                value = f"({value})"
            tail = self.pick("", "", "!r", "!s", ":>5", ":{int(j) % 9}", "!r:>{int(i) % 30}", "=", "=!s", ":>{int(i) % 30}{int(j) % 9}", ":d", " = ")
            if " #" in value or "\\" in value or "\n" in value:
                value = "i"
            parts.append(self.pick("", "a", "{{", "é", "}}") + "{" + value + tail + "}")
        self.plain -= 1
        self.inside = inside
        return self.pick("f", "F") + quote + "".join(parts) + quote + self.pick("", "", " 'tail'", " f'{i}'")

    def anything(self, depth):
        return self.pick(self.integer, self.integer, self.boolean, self.any_list, self.string, self.object_atom)(depth)

    def depth(self):
        return self.r.choice((0, 1, 1, 2, 2, 3))

    # --- statements

    def target(self, star=True):
        return self.pick("i", "j", "k", "o.a", "o.prop", "d[1]", "o[i]", "xs[0]", self.traced("o") + ".b", self.traced("xs") + "[" + self.traced("0") + "]",
                         "d[" + self.traced("2") + "]", "P(1).a")

    def targets(self):
        kind = self.r.randrange(6)
        if kind == 0:
            return "i, j", "(1, 2)"
        if kind == 1:
            return "i, *ys", self.pick("xs", "(1, 2, 3)", "o")
        if kind == 2:
            return f"({self.target()}, [{self.target()}, *ys])", "1, (2, 3, 4)"
        if kind == 3:
            return f"[{self.target()}, ({self.target()}, k)]", self.pick("(1, (2, 3))", "[1, o]", "(1, (2,))")
        if kind == 4:
            return f"(*ys, {self.target()}), {self.target()}", self.pick("(xs, 1)", "([1], 2)", "((), 1)")
        return f"{self.target()}, {self.target()}", self.pick("xs", "o", "(1, 2)", "'ab'", "3", "range(2)")

    def value(self, source):
        return self.traced(source) if self.chance(0.4) else source

    def block(self, count=None):
        self.level += 1
        self.blocks += 1
        before = len(self.lines)
        for _ in range(count or self.r.randint(1, 2)):
            self.statement()
        if len(self.lines) == before:
            self.put("pass")
        self.blocks -= 1
        self.level -= 1

    def statement(self):
        simple = (self.s_assign, self.s_assign, self.s_unpack, self.s_unpack, self.s_chain, self.s_inplace, self.s_inplace, self.s_delete, self.s_log, self.s_log,
                  self.s_annotated, self.s_assert, self.s_expression, self.s_import, self.s_raise, self.s_jump)
        compound = (self.s_if, self.s_for, self.s_for, self.s_while, self.s_try, self.s_try, self.s_with, self.s_match, self.s_def, self.s_class, self.s_gen,
                    self.s_async, self.s_group)
        if self.blocks < 3 and self.chance(0.15):
            self.put("try:")
            self.block(1)
            self.put("except Exception as e: log(type(e).__name__, str(e))")
            return
        if self.blocks < 3 and len(self.lines) < 260 and self.chance(0.4):
            return self.pick(*compound)()
        return self.pick(*simple)()

    def s_assign(self):
        kind = self.r.randrange(6)
        if kind == 0:
            self.put("s = " + self.string(self.depth()) + "[:9]")
        elif kind == 1:
            self.put("xs = list(" + self.any_list(self.depth()) + ")[:5]")
        elif kind == 2:
            self.put(self.pick("xs[1:2]", "xs[:]", "xs[i:j]", "xs[::2]") + " = " + self.value(self.pick("[1]", "[1, 2]", "ys", "(7, 8)")) + "; xs = xs[:5]")
        elif kind == 3 and self.kind == "gen":
            self.put(self.pick("i = ", "o.a = ", "d[2] = ") + "yield " + self.integer(self.depth()))
        else:
            self.put(self.target() + " = " + self.integer(self.depth()))
        self.calm()

    def calm(self):
        self.put("i %= 997" if self.chance(0.7) else "i = i % 997; j = j % 97")

    def s_unpack(self):
        target, source = self.targets()
        self.put(target + " = " + self.value(source if source[0] in "([xo'3r" and source != "1, (2, 3, 4)" else f"({source})"))

    def s_chain(self):
        one, source = self.targets()
        other = self.pick(self.target(), "ys", one, "i")
        parts = [one, other]
        if self.chance(0.3):
            parts.append(self.target())
        self.r.shuffle(parts)
        self.put(" = ".join(parts) + " = " + self.value(f"({source})"))
        self.put("ys = [i]")

    def s_inplace(self):
        kind = self.r.randrange(9)
        d = self.depth()
        if kind < 3:
            op = self.pick("+=", "-=", "//=", "%=", "&=", "|=", "^=", ">>=", "/=")
            self.put(self.target() + f" {op} " + self.integer(d))
            self.put("i = 4")
        elif kind == 3:
            self.put(self.pick("i *= 3; i %= 97", "i **= 2; i %= 97", "i <<= 2; i %= 97", "o.a **= 2; o.a %= 9", "d[1] <<= 2; d[1] = 1", "xs[0] *= 2; xs[0] = 1"))
        elif kind == 4:
            self.put(self.pick("xs += ys; xs = xs[:4]", "xs *= 2; xs = xs[:4]", "s += 'x'; s = s[:4]", "s *= 2; s = s[:4]", "s %= (i,); s = s[:3] + '%s'",
                               "ys += (1,); ys = ys[:3]", "xs[1:] += ys; xs = xs[:4]", "xs[:1] *= 2; xs = xs[:4]"))
        elif kind == 5:
            self.put("o " + self.pick("+=", "<<=") + " " + self.integer(d))
        elif kind == 6:
            self.put(self.traced("o") + ".a " + self.pick("+=", "-=", "|=") + " " + self.traced(lambda: self.integer(d)))
        elif kind == 7:
            self.put(self.traced("o") + self.group("[", [lambda: self.pick(self.traced("1"), "1:2", "1, 2:3", "*ys, 1")], "]") + " " + self.pick("+=", "-=", "*=") + " " + self.integer(d))
        else:
            self.put(self.traced("xs") + "[" + self.traced("0") + "] += " + self.traced(lambda: self.integer(d)))
        self.calm()

    def s_delete(self):
        kind = self.r.randrange(7)
        if kind == 0:
            name = self.new("v")
            self.put(f"{name} = 1; del {name}")
            if self.chance(0.3):
                self.put(f"log({name})")
        elif kind == 1:
            self.put("del xs[" + self.integer(1) + "]; xs = xs + [1]")
        elif kind == 2:
            self.put("del o[" + self.index(1) + "], d[1]; d[1] = 1")
        elif kind == 3:
            self.put("del " + self.pick("xs[1:]", "xs[::2]", "xs[:0]", "(xs[0], o[1])") + "; xs = xs + [2]")
        elif kind == 4:
            self.put("del o.a; o.a = 2")
        elif kind == 5:
            self.put("o.zz = 1; del (" + self.traced("o") + ").zz")
        else:
            self.put("del " + self.traced("o") + "." + self.pick("a", "nope", "prop") + "; o.a = 3")

    def s_log(self):
        self.put(self.call("log", *[lambda: self.anything(self.depth()) for _ in range(self.r.randint(1, 2))]))

    def s_annotated(self):
        d = self.depth()
        self.put(self.pick("i: int = " if self.level == 1 else "xs[1]: int = ", "o.a: int = ", "xs[0]: int = ", "(j): t(1) = ", "o[" + self.traced("3") + "]: " + self.traced("int") + " = ") + self.integer(d))
        if self.chance(0.3):
            self.put(self.pick(self.traced("o") + ".b: int", "xs[" + self.traced("1") + "]: int", self.traced("o") + "[1]: " + self.traced("int")))

    def s_assert(self):
        self.put("assert " + self.boolean(self.depth()) + self.pick("", ", " + self.string(1)))

    def s_expression(self):
        self.put(self.anything(self.depth()))

    def s_import(self):
        self.put(self.pick("import math", "import math as m, itertools", "from itertools import chain as ch, islice", "import collections.abc",
                           "from functools import (partial,\n    reduce)", "import collections.abc as cabc", "from operator import *" if self.kind == "module" else "import operator",
                           "import math, functools as ft"))

    def s_raise(self):
        if not self.chance(0.35):
            return self.put("log(" + self.integer(1) + ")")
        self.put(self.pick("raise ValueError(" + self.integer(1) + ")", "raise KeyError", "raise ValueError(1) from " + self.traced("None"),
                           "raise IndexError('x') from ValueError(" + self.traced("2") + ")", "raise " + self.traced("TypeError"), "raise"))

    def s_jump(self):
        if self.loops and self.chance(0.7):
            self.put(self.pick("break", "continue"))
        elif self.kind in ("def", "gen", "async") and self.chance(0.3):
            self.put("return" + self.pick("", " " + self.integer(self.depth())) if self.kind != "agen" else "return")
        else:
            self.put(self.pick("pass", "...", "i; j", "'text'", "log(shared)"))

    def s_if(self):
        self.put("if " + self.boolean(self.depth()) + ":")
        self.block()
        for _ in range(self.r.randrange(2)):
            self.put("elif " + self.boolean(self.depth()) + ":")
            self.block()
        if self.chance(0.4):
            self.put("else:")
            self.block()

    def looped(self, head):
        self.put(head)
        self.loops += 1
        self.block()
        self.loops -= 1
        if self.chance(0.4):
            self.put("else:")
            self.block()

    def s_for(self):
        target, source = self.pick(
            ("i", "range(2)"), ("j", "list(xs)[:2]"), ("(i, j)", "[(1, 2), (3, 4)]"), ("i, *ys", "[(1, 2), xs]"), ("o.a", "(1, 2)"),
            ("xs[0]", "(3, 4)"), ("[i, (j, *ys)]", "[(1, (2, 3)), (4, o)]"), ("i, k", "[xs]"), ("k", "o"), ("d[1], o.b", "[(1, 2)]"), ("i", "3"),
            ("k", self.generator(1)), ("i", "*xs[:1], 2"), ("j", "(yield 4)" if self.kind == "gen" else "'ab'"), ("k", "zip(xs, ys)"), ("i, j", "zip('ab', 'cd')"))
        if source != "*xs[:1], 2":
            source = self.value(source)
        self.looped(f"for {target} in {source}:")

    def s_while(self):
        name = self.new("w")
        self.put(f"{name} = 0")
        self.looped(self.pick(f"while ({name} := {name} + 1) < 3:", f"while ({name} := {name} + 1) < 3 and " + self.boolean(1) + ":",
                              f"while not ({name} := {name} + 1) > 2:"))

    def s_try(self):
        self.put("try:")
        self.block()
        handlers = self.r.randrange(3)
        for _ in range(handlers):
            name = self.pick("", " as e")
            self.put("except " + self.pick(*EXCEPTIONS, self.traced("ValueError")) + name + ":")
            self.level += 1
            self.put("log('caught'" + (", type(e).__name__, str(e))" if name else ")"))
            self.level -= 1
            if self.chance(0.5):
                self.block(1)
        if handlers and self.chance(0.3):
            self.put("except:")
            self.level += 1
            self.put(self.pick("log('bare')", "raise", "log(1); raise"))
            self.level -= 1
        if handlers and self.chance(0.4):
            self.put("else:")
            self.block(1)
        if not handlers or self.chance(0.4):
            self.put("finally:")
            self.block(1)

    def s_group(self):
        loops, self.loops = self.loops, 0
        kind, self.kind = self.kind, "module" if self.kind == "module" else "plain"
        self.put("try:")
        self.level += 1
        self.put("raise ExceptionGroup('g', [" + ", ".join(self.pick("ValueError(1)", "TypeError(2)", "KeyError(3)", "ExceptionGroup('h', [ValueError(4)])")
                                                           for _ in range(self.r.randint(1, 3))) + "])")
        self.level -= 1
        for _ in range(self.r.randint(1, 2)):
            self.put("except* " + self.pick("ValueError", "TypeError", "(KeyError, TypeError)") + " as e:")
            self.level += 1
            self.put("log(repr(e.exceptions))")
            self.level -= 1
            self.block(1)
        self.kind = kind
        self.loops = loops

    def s_with(self):
        if self.kind == "async" and self.chance(0.5):
            self.put("async with " + self.value("o") + self.pick("", " as i", " as (i, j)") + ":")
            return self.block()
        items = []
        for _ in range(self.r.randint(1, 2)):
            items.append(self.pick("o", "O(0)", "O(1)", self.traced("o"), "O(0, (1, 2, 3))", "3") +
                         self.pick("", "", " as ys", " as (i, j)", " as [i, *ys]", " as o.b", " as d[3]", " as (i, (j, *ys))"))
        text = ", ".join(items)
        if self.chance(0.3):
            text = "(" + ",\n    ".join(items) + self.pick("", ",") + ")"
        self.put("with " + text + ":")
        self.block()

    def pattern(self, depth):
        kind = self.r.randrange(13)
        if depth <= 0 or kind < 3:
            return self.pick("1", "-2", "'a'", "None", "True", "1.5", "b'x'", "_", "O.kind", "2 + 3j")
        one = lambda: self.pattern(depth - 1)
        if kind == 3:
            return f"[{one()}, *_]"
        if kind == 4:
            return f"[{one()}, {one()}]"
        if kind == 5:
            return "{" + f"1: {one()}" + "}"
        if kind == 6:
            return f"P(a={one()}, b=_)"
        if kind == 7:
            return f"P({one()})"
        if kind == 8:
            return "(" + " | ".join(self.pattern(0).replace("_", "3") for _ in range(2)) + ")"
        if kind == 9:
            return self.pick("int()", "str()", "list()", "O(a=1)")
        if kind == 10:
            return "(_, _)"
        if kind == 11:
            return "{'a': _, O.kind: 1}"
        return f"[{one()}, [{one()}, *_]]"

    def s_match(self):
        subject = self.pick("i", "xs", "o", "P(1, (2, 3))", "d", "(1, (2, 3))", "i, j", "s", "[1, [2, 3]]", "{'a': 1}", self.traced("xs"), "*xs, 1")
        self.put(f"match {subject}:")
        self.level += 1
        for _ in range(self.r.randint(1, 3)):
            choice = self.r.randrange(6)
            pattern = self.pattern(2)
            if choice == 0:
                pattern = self.pick("[k, *ys]", "{1: k, **rest}", "P(a=k)", "P(k, [_, j])", "int(k)", "(1 | 2 | 3) as k", "[_, *ys]", "int() as k", "[(1 | 2) as i, k]", "O(prop=k)")
            elif pattern == "_":
                pattern = "2"
            self.put(f"case {pattern}" + self.pick("", "", " if " + self.boolean(1)) + ":")
            self.block(1)
        if self.chance(0.4):
            self.put("case _:")
            self.block(1)
        self.level -= 1

    def parameters(self):
        return self.pick("", "", "a=" + self.integer(1), "p=1, /, q=2, *, r=3", "*args, x=" + self.traced("1") + ", **kw", "a: " + self.traced("int") + " = 3, *b: int", "a=xs, b=(1, 2)")

    def locals(self):
        self.put("i, j, k, s, u = 1, 2, 3, 'ab', 'c'")
        self.put("xs, ys, d, o = [1, 2, 3], [4, 5], {1: 1, 'a': 2}, P(1)")

    def function(self, kind, head, name, parameters, result=""):
        saved = self.kind, self.loops, self.bound, self.functions, self.blocks, self.calls
        self.kind, self.loops, self.bound, self.calls = kind, 0, 0, 0
        for _ in range(self.r.choice((0, 0, 0, 1, 2))):
            self.put("@" + self.pick("deco(" + self.traced("1") + ")", "t(1, deco)(2)", "(lambda f: f)"))
        self.put(f"{head} {name}({parameters}){result}:")
        self.level += 1
        if self.chance(0.2):
            self.put("'''A docstring.'''")
        if self.chance(0.35) and kind == "def" and saved[0] in ("def", "gen", "async") and saved[4] > 0:
            self.put("nonlocal i, xs, o")
            self.put("j, k, s, u, ys, d = 2, 3, 'ab', 'c', [4], {1: 2}")
        else:
            if self.chance(0.3):
                self.put("global shared")
            self.locals()
        self.level -= 1
        self.blocks = 1 if self.level == 0 else 2
        self.block(self.r.randint(2, 4) if self.level == 0 else 2)
        if kind != "agen":
            self.level += 1
            self.put("return " + self.integer(self.depth()))
            self.level -= 1
        self.kind, self.loops, self.bound, self.functions, self.blocks, self.calls = saved

    def s_def(self):
        name = self.new("f")
        self.function("def", "def", name, self.parameters(), self.pick("", "", " -> " + self.traced("int")))
        self.put("log(" + name + "())")
        if self.level == 0:
            self.functions.append(name)

    def s_gen(self):
        name = self.new("g")
        self.function("gen", "def", name, "")
        if self.lines[-1].strip().startswith("return"):
            last = self.lines.pop()
            indent = last[:len(last) - len(last.lstrip())]
            self.lines.append(indent + self.pick("yield 1", "i = yield", "yield from xs", "j = yield from (x for x in ys)", "yield from o", "xs = [(yield 1), (yield 2)]", "k = yield from " + self.traced("xs")))
            self.lines.append(last)
        self.put(f"h = {name}()")
        self.put(self.pick("log(list(h))", "log(next(h), h.send(3))", "log(next(h)); log(h.throw(ValueError(5)))", "log(next(h)); h.close()", "log(*h)",
                                               "for i in h: log(i)", "i, *ys = h", "log(next(h)); log(list(h))"))

    def s_async(self):
        name = self.new("c")
        self.function("async", "async def", name, "")
        last = self.lines.pop()
        indent = last[:len(last) - len(last.lstrip())]
        self.lines.append(indent + self.pick("await W(1)", "i = await W(" + self.traced("2") + ")", "async for i in o: log(i)", "async for i, j in O(1, [(1, 2)]): log(i)", "xs = [x async for x in o]",
                                             "ys = [await W(x) for x in xs]", "d = {x: 1 async for x in " + self.traced("o") + " if x}", "async for i in xs: pass", "async with o as i, O(0) as (j, k): boom(3)",
                                             "log([i async for i in (x async for x in o)])"))
        self.lines.append(last)
        self.put("log(drive(" + name + "()))")

    def s_class(self):
        name = self.new("C")
        saved = self.kind, self.loops, self.functions
        self.kind, self.loops = "class", 0
        if self.chance(0.3):
            self.put("@deco(" + self.traced("1") + ")")
        self.put(f"class {name}" + self.pick("", "(O)", "(P)", "(" + self.traced("O") + ")", "()", "(*[O])", "(O, metaclass=type)") + ":")
        self.level += 1
        if self.chance(0.3):
            self.put("'''Of a class.'''")
        self.put("x = " + self.integer(1))
        self.put("y: int = " + self.integer(1))
        if self.chance(0.5):
            self.put("zs = [" + self.pick("i for i in (1, 2)", "i + j for i in (1, 2) for j in (3,)") + "]")
        self.put("__p = 3")
        self.put("def get(self, *a, __q=4, **k): return self.__p + __q + self.x" + self.pick("", " + " + self.integer(1)))
        if self.chance(0.4):
            self.put("def __init__(self, *a): " + self.pick("super().__init__(*a)", "self.__z = 1; self.a = 1", "super(" + name + ", self).__init__()"))
        if self.chance(0.3):
            self.put("def __getattr__(self, n): log('getattr', n); return 8")
        if self.chance(0.3):
            self.put("@property\n" + "    " * self.level + "def prop(self): return " + self.integer(1))
        if self.chance(0.3):
            self.put("def __init_subclass__(cls, **k): log('sub', cls.__name__, k)")
        if self.chance(0.3):
            self.put("def __set_name__(self, owner, n): log('name', n)")
        self.level -= 1
        self.kind, self.loops, self.functions = saved
        self.put(f"log({name}().get(), {name}.x, {name}.__name__)")
        if self.chance(0.3):
            self.put(f"class {name}s({name}" + self.pick("", ", x=" + self.traced("1")) + "): z = " + name + "()")

    def program(self, units=5):
        out = []
        self.put("shared = 1")
        self.locals()
        for _ in range(units):
            if self.chance(0.75):
                kind = self.pick("def", "def", "def", "gen", "async")
                name = self.new("f")
                self.function(kind, "async def" if kind == "async" else "def", name, self.parameters() if kind == "def" else "")
                if kind == "def":
                    self.put(f"attempt({name})")
                    self.functions.append(name)
                elif kind == "gen":
                    self.put(f"attempt(lambda: [x for x in {name}()])")
                else:
                    self.put(f"attempt(lambda: drive({name}()))")
            else:
                self.kind = "module"
                self.statement()
        self.kind = "def"
        return PRELUDE + "\n".join(self.lines) + "\n" + "".join(out)
