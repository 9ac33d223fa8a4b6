"""Makes random programs out of every production of Python's grammar, and spaces them strangely.

    programs.py SEED COUNT FOLDER

Writes FOLDER/N.py for N in range(COUNT) and prints their paths, one a line. Almost all of them are
valid in the Python that runs this script, whose version decides which syntax is made; the others
are as good for a comparison with what that Python says of them. The same arguments give the same
programs under the same version.
"""

import pathlib
import random
import sys

VERSION = sys.version_info[:2]
SPACED = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")
NAMES = ["a", "b", "c", "d", "x", "_", "f", "r", "b1", "match", "case", "type", "print", "exec",
         "self", "lazy", "e1", "é"]
NUMBERS = ["0", "1", "7_0", "0x1F", "0b1", "0o7", "1.", ".5", "1e3", "2j", "1_0.5e-1J", "00"]
STRINGS = ["''", "'a'", '"b"', "'''x'''", '"""y\nz"""', "r'\\d'", "'\\x41'", "u'u'", "'\\N{DIGIT ONE}'",
           "R'q'", "'it\\'s'", "'\\\n'", "'#'", "'{}'"]
BYTES = ["b''", "b'a'", "rb'\\d'", "Rb'''q'''", "b'\\x00'", "b'\\N'", "B'\\u'"]
BINARY = ["+", "-", "*", "/", "//", "%", "@", "**", "<<", ">>", "&", "^", "|"]
COMPARE = ["<", ">", "==", ">=", "<=", "!=", "in", "not in", "is", "is not"]
AUGMENTED = [op + "=" for op in BINARY]
BREAK = object()  # a place inside brackets where a line may end
INDENT, DEDENT, NEWLINE = "<indent>", "<dedent>", "<newline>"


class Program:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.budget = self.random.choice([10, 25, 60, 120])
        self.in_function = self.in_loop = self.in_async = self.in_field = False
        self.quotes = []

    def one(self, *choices):
        return self.random.choice(choices)

    def chance(self, percent):
        return self.random.randrange(100) < percent

    def spend(self):
        self.budget -= 1
        return self.budget > 0

    def many(self, make, separator=(",",), least=1, most=3, trailing=True):
        """make() between separators; perhaps one more of these at the end."""
        out = []
        count = self.random.randint(least, most)
        for i in range(count):
            if i:
                out += separator
            out += make()
        if trailing and count and self.chance(25):
            out += separator
        return out

    def name(self):
        names = NAMES if not self.in_field else NAMES[:9]
        return [self.random.choice(names)]

    # --- expressions

    def expression(self):
        if not self.spend():
            return self.name()
        kind = self.random.randrange(10)
        if kind == 0 and not self.in_field:
            return ["lambda", *self.parameters(False), ":", *self.expression()]
        if kind == 1:
            return [*self.disjunction(), "if", *self.disjunction(), "else", *self.expression()]
        return self.disjunction()

    def disjunction(self):
        if not self.spend() or self.chance(50):
            return self.bitwise()
        kind = self.random.randrange(4)
        if kind == 0:
            return [*self.disjunction(), self.one("and", "or"), *self.disjunction()]
        if kind == 1:
            return ["not", *self.disjunction()]
        if self.in_field:
            return self.bitwise()
        return self.many(self.bitwise, (self.random.choice(COMPARE),), 2, 3, False)

    def bitwise(self):
        if not self.spend() or self.chance(50):
            return self.primary()
        if self.chance(25):
            return [self.one("-", "+", "~"), *self.bitwise()]
        return [*self.bitwise(), self.random.choice(BINARY), *self.bitwise()]

    def primary(self):
        out = self.atom()
        if self.in_async and self.chance(10):
            out = ["await", *out]
        while self.spend() and self.chance(35):
            kind = self.random.randrange(3)
            if kind == 0:
                out += [".", *self.name()]
            elif kind == 1:
                out += ["(", BREAK, *self.arguments(), BREAK, ")"]
            else:
                out += ["[", BREAK, *self.subscripts(), BREAK, "]"]
        return out

    def atom(self):
        kind = self.random.randrange(16) if self.spend() else self.random.randrange(3)
        if kind == 0:
            return [self.one("None", "True", "False", "...")]
        if kind <= 3:
            return self.name()
        if kind == 4:
            return [self.random.choice(NUMBERS)]
        if kind <= 6:
            return self.strings()
        if kind == 7:
            return ["(", BREAK, *self.group(), BREAK, ")"]
        if kind == 8:
            return ["(", *self.many(self.star_named, least=0), BREAK, ")"]
        if kind == 9:
            return ["[", BREAK, *self.many(self.star_named, least=0), BREAK, "]"]
        if kind == 10:
            return ["{", BREAK, *self.many(self.star_named), "}"]
        if kind == 11:
            return ["{", *self.many(self.pair, least=0), BREAK, "}"]
        if kind == 12:
            return ["{", *self.expression(), ":", *self.expression(), *self.clauses(), "}"]
        return [*self.one(("(", ")"), ("[", "]"), ("{", "}"))[:1], *self.comprehension()]

    def comprehension(self):
        # The bracket before was chosen by atom(); its partner is chosen by close().
        return [*self.named(), *self.clauses(), "<close>"]

    def clauses(self):
        out = []
        for _ in range(self.random.randint(1, 2)):
            if self.in_async and self.chance(20):
                out += ["async"]
            out += ["for", *self.targets(), "in", *self.disjunction()]
            while self.chance(25):
                out += ["if", *self.disjunction()]
        return out

    def pair(self):
        if self.chance(20):
            return ["**", *self.bitwise()]
        return [*self.expression(), ":", *self.expression()]

    def group(self):
        if self.in_function and self.chance(15):
            return self.yields()
        return self.named()

    def yields(self):
        if self.chance(25) and not self.in_async:
            return ["yield", "from", *self.expression()]
        return ["yield", *self.one([], self.star_expressions())]

    def named(self):
        if self.chance(15):
            return [*self.name(), ":=", *self.expression()]
        return self.expression()

    def star_named(self):
        return ["*", *self.bitwise()] if self.chance(15) else self.named()

    def star_expressions(self):
        if self.chance(70):
            return self.expression()
        out = []
        for _ in range(self.random.randint(1, 3)):
            out += [*(["*", *self.bitwise()] if self.chance(40) else self.expression()), ","]
        return out if self.chance(30) or len(out) < 4 else out[:-1] if self.top_commas(out) > 1 else out

    @staticmethod
    def top_commas(tokens):
        depth = commas = 0
        for token in tokens:
            depth += token in ("(", "[", "{") if isinstance(token, str) else 0
            depth -= token in (")", "]", "}", "<close>") if isinstance(token, str) else 0
            commas += token == "," and depth == 0
        return commas

    def arguments(self):
        if self.chance(15):
            return [*self.expression(), *self.clauses()]
        out = []
        for _ in range(self.random.randrange(3)):
            out += [*self.one(self.named(), ["*", *self.expression()]), ",", BREAK]
        for i in range(self.random.randrange(3)):
            out += ["k%d" % i, "=", *self.expression(), ","]
        if self.chance(20):
            out += ["**", *self.expression(), ","]
        return out[:-1] if out and out[-1] == "," and self.chance(60) else out

    def subscripts(self):
        def element():
            kind = self.random.randrange(5)
            if kind == 0 and VERSION >= (3, 11):
                return ["*", *self.expression()]
            if kind <= 2:
                bound = lambda: self.one([], self.expression())
                return [*bound(), ":", *bound(), *self.one([], [":"], [":", *bound()])]
            return self.named() if VERSION >= (3, 10) else self.expression()

        return self.many(element)

    # --- strings

    def strings(self):
        kind = self.random.randrange(6)
        if kind == 0:
            return [self.random.choice(BYTES) for _ in range(self.random.randint(1, 2))]
        if kind <= 2 and len(self.quotes) < 2:
            return [self.fstring() if self.in_field or self.chance(50) else
                    self.random.choice(STRINGS) for _ in range(self.random.randint(1, 2))]
        if self.in_field and VERSION < (3, 12):
            return self.name()
        # What a `#` in a string does to the text of a field with `=` depends on the patch release.
        strings = [s for s in STRINGS if "#" not in s] if self.in_field else STRINGS
        return [self.random.choice(strings) for _ in range(self.random.randint(1, 2))]

    def fstring(self):
        free = [q for q in ("'", '"', "'''", '"""') if q[0] not in "".join(self.quotes)]
        if not free:
            return "''" if VERSION >= (3, 12) else "a"
        quote = self.random.choice(free)
        raw = self.chance(20)
        self.quotes.append(quote)
        before, self.in_field = self.in_field, True
        out = [self.one("f", "F") + self.one("r", "R") if raw else "f", quote]
        for _ in range(self.random.randint(0, 3)):
            out.append(self.one("t", "{{", "}}", " ", "{{}}", "#", "!", "=", ":") if raw or
                       self.chance(60) else self.one("\\n", "\\x41", "\\N{DIGIT ONE}"))
            if self.spend():
                out.append(self.field(2, raw))
        out.append(quote)
        self.in_field = before
        self.quotes.pop()
        return "".join(out)

    def field(self, depth, raw):
        value = Layout(self, tight=True).text(self.star_expressions() if self.chance(85) else
                                              self.many(self.expression))
        if value.startswith("{") or value.startswith("*") and VERSION < (3, 9):
            value = " " + value
        out = "{" + value + self.one("", "", " ")
        if self.chance(20):
            out += "=" + self.one("", " ")
        if self.chance(20):
            out += "!" + self.one("r", "s", "a")
        if self.chance(25):
            out += ":" + self.one("", ">", "0", " ")
            if depth > 1 and self.spend() and self.chance(50):
                out += self.field(depth - 1, raw) + self.one("", "x")
        return out + "}"

    # --- targets

    def target(self):
        kind = self.random.randrange(6) if self.spend() else 0
        if kind <= 2:
            return self.name()
        if kind == 3:
            return [*self.primary(), ".", *self.name()]
        if kind == 4:
            return [*self.primary(), "[", *self.subscripts(), "]"]
        inside = [*self.target(), ",", *self.one(["*", *self.name()], self.target())]
        return self.one(["(", *inside, ")"], ["[", *inside, "]"], ["(", *self.target(), ")"])

    def targets(self):
        if self.chance(60):
            return self.target()
        return self.one([*self.target(), ",", "*", *self.target()], ["*", *self.target(), ","],
                        [*self.target(), ",", *self.target(), ","], [*self.target(), ","])

    def single_target(self):
        return self.one(self.name(), ["(", *self.name(), ")"], [*self.primary(), ".", *self.name()],
                        [*self.primary(), "[", *self.subscripts(), "]"])

    # --- statements

    def simple(self):
        kinds = [self.simple_expression] * 4 + [
            self.assignment, self.assignment, self.augmented, self.annotated, self.annotated,
            self.delete, self.imports, self.imports, self.asserts, self.raises,
            lambda: ["pass"]]
        if self.in_function:
            kinds += [self.returns] * 4 + [self.yields] * 2
        if self.in_loop:
            kinds += [lambda: ["break"], lambda: ["continue"]]
        if VERSION >= (3, 12):
            kinds.append(self.type_alias)
        return self.random.choice(kinds)()

    def simple_expression(self):
        return self.star_expressions()

    def value(self):
        return self.yields() if self.in_function and self.chance(20) else self.star_expressions()

    def assignment(self):
        out = []
        for _ in range(self.random.randint(1, 2)):
            out += [*self.targets(), "="]
        return out + self.value()

    def augmented(self):
        return [*self.single_target(), self.random.choice(AUGMENTED), *self.value()]

    def annotated(self):
        return [*self.single_target(), ":", *self.expression(),
                *self.one([], ["=", *self.value()])]

    def delete(self):
        def target():
            return self.one(self.name(), ["(", *self.name(), ",", *self.name(), ")"], ["[", "]"],
                            [*self.primary(), ".", *self.name()],
                            [*self.primary(), "[", *self.subscripts(), "]"])

        return ["del", *self.many(target)]

    def imports(self):
        alias = lambda: self.one([], ["as", *self.name()])
        if self.chance(40):
            return ["import", *self.many(lambda: [*self.name(), *self.one([], [".", *self.name()]),
                                                  *alias()], trailing=False)]
        names = lambda trailing: self.many(lambda: [*self.name(), *alias()], trailing=trailing)
        dots = self.one([], ["."], ["..."], [".", "..."])
        module = dots if dots and self.chance(40) else [*dots, *self.name()]
        return ["from", *module, "import", *self.one(names(False), ["(", *names(True), ")"])]

    def asserts(self):
        return ["assert", *self.expression(), *self.one([], [",", *self.expression()])]

    def raises(self):
        return self.one(["raise"], ["raise", *self.expression()],
                        ["raise", *self.expression(), "from", *self.expression()])

    def returns(self):
        return ["return", *self.one([], self.star_expressions(), self.star_expressions())]

    def type_alias(self):
        return ["type", *self.one(["T"], ["match"], ["type"]), *self.type_parameters(), "=",
                *self.plain()]

    def plain(self):
        """An expression without yield, await and walrus: for annotations and bounds."""
        return self.one(["int"], ["a", "[", "b", "]"], ["a", "|", "None"], ["'x'"], ["a", "if", "b", "else", "c"])

    def type_parameters(self):
        if VERSION < (3, 12) or self.chance(50):
            return []
        defaults = VERSION >= (3, 13)
        default = ["=", *self.plain()] if defaults and self.chance(50) else []
        out = ["[", "T0", *self.one([], [":", *self.plain()]), *default]
        rest = lambda star: ["=", *star, *self.plain()] if default else []
        if self.chance(40):
            out += [",", "*", "Ts", *rest(self.one([], ["*"]))]
        if self.chance(40):
            out += [",", "**", "P", *rest([])]
        return out + self.one([], [","]) + ["]"]

    def block(self, **context):
        before = (self.in_function, self.in_loop, self.in_async)
        for key, value in context.items():
            setattr(self, key, value)
        if self.chance(25):
            out = [":", *self.simple(), *self.one([], [";", *self.simple()]), *self.one([], [";"]), NEWLINE]
        else:
            out = [":", NEWLINE, INDENT]
            for _ in range(self.random.randint(1, 3)):
                out += self.statement()
            out.append(DEDENT)
        self.in_function, self.in_loop, self.in_async = before
        return out

    def statement(self):
        if not self.spend() or self.chance(55):
            out = self.simple()
            while self.chance(10):
                out += [";", *self.simple()]
            return out + self.one([], [], [";"]) + [NEWLINE]
        kinds = [self.ifs, self.whiles, self.fors, self.tries, self.withs, self.function, self.function,
                 self.cls]
        if VERSION >= (3, 10):
            kinds.append(self.match)
        return self.random.choice(kinds)()

    def ifs(self):
        out = ["if", *self.named(), *self.block()]
        while self.chance(30):
            out += ["elif", *self.named(), *self.block()]
        return out + self.one([], ["else", *self.block()])

    def whiles(self):
        return ["while", *self.named(), *self.block(in_loop=True), *self.one([], ["else", *self.block()])]

    def fors(self):
        start = ["async"] if self.in_async and self.chance(30) else []
        return start + ["for", *self.targets(), "in", *self.star_expressions(),
                        *self.block(in_loop=True), *self.one([], ["else", *self.block()])]

    def tries(self):
        out = ["try", *self.block()]
        if self.chance(20):
            return out + ["finally", *self.block(in_loop=False)]
        star = ["*"] if VERSION >= (3, 11) and self.chance(30) else []
        context = {"in_loop": False, "in_function": False} if star else {}
        for _ in range(self.random.randint(1, 2)):
            types = self.expression()
            if VERSION >= (3, 14) and self.chance(30):
                out += ["except", *star, *types, ",", *self.expression(), *self.one([], [","]),
                        *self.block(**context)]
            else:
                out += ["except", *star, *types, *self.one([], ["as", *self.name()]),
                        *self.block(**context)]
        if not star and self.chance(30):
            out += ["except", *self.block()]
        return out + self.one([], ["else", *self.block()]) + self.one([], ["finally", *self.block(in_loop=False)])

    def withs(self):
        def item():
            return [*self.expression(), *self.one([], ["as", *self.target()])]

        start = ["async"] if self.in_async and self.chance(30) else []
        items = self.one(self.many(item, trailing=False), ["(", BREAK, *self.many(item), BREAK, ")"],
                         ["(", *self.many(self.star_named), ")"],
                         ["(", *self.group(), ")", *self.one([], ["as", *self.target()])])
        return start + ["with", *items, *self.block()]

    def decorators(self):
        return ["@", *self.named(), NEWLINE] if self.chance(25) else []

    def function(self):
        start = ["async"] if self.chance(25) else []
        before, self.in_async = self.in_async, False
        head = [*self.decorators(), *start, "def", *self.name(), *self.type_parameters(), "(",
                BREAK, *self.parameters(True), BREAK, ")", *self.one([], ["->", *self.expression()])]
        self.in_async = before
        return head + self.block(in_function=True, in_loop=False, in_async=bool(start))

    def parameters(self, annotated):
        count = self.random.randrange(4)
        out, index, default = [], 0, False

        def parameter(must):
            nonlocal index
            index += 1
            note = [":", *self.expression()] if annotated and self.chance(30) else []
            return ["p%d" % index, *note, *(["=", *self.expression()] if must else [])]

        slash = self.random.randrange(count) if count and self.chance(25) else -1
        for i in range(count):
            default = default or self.chance(20)
            out += [*parameter(default), ",", BREAK]
            if i == slash:
                out += ["/", ","]
        if self.chance(30):
            note = []
            if annotated and self.chance(40):
                note = [":", *(["*"] if VERSION >= (3, 11) and self.chance(40) else []), *self.bitwise()]
            out += ["*", "args", *note, ","]
            out += [*parameter(self.chance(50)), ","] if self.chance(40) else []
        elif self.chance(20):
            out += ["*", ",", *parameter(self.chance(50)), ","]
        if self.chance(25):
            out += ["**", "kw", *([":", *self.expression()] if annotated and self.chance(30) else []), ","]
        if not annotated:
            out = [token for token in out if token is not BREAK]
        while out and out[-1] is BREAK:
            out.pop()
        return out[:-1] if out and self.chance(70) else out

    def cls(self):
        bases = self.one([], ["(", ")"], ["(", *self.many(self.expression), ")"],
                         ["(", *self.expression(), ",", "metaclass", "=", *self.expression(), ")"])
        before, self.in_async = self.in_async, False
        out = [*self.decorators(), "class", *self.name(), *self.type_parameters(), *bases]
        self.in_async = before
        return out + self.block(in_function=False, in_loop=False, in_async=False)

    # --- patterns

    def match(self):
        subject = self.one(self.named(), [*self.star_named(), ",", *self.one([], self.star_named())])
        out = ["match", *subject, ":", NEWLINE, INDENT]
        for _ in range(self.random.randint(1, 3)):
            self.captured = 0
            self.refutable = True
            pattern = self.one(self.pattern(), [*self.pattern(), ",", *self.one([], self.pattern())],
                               ["*", *self.capture(), ",", *self.closed()])
            guard = ["if", *self.named()]
            out += ["case", *pattern, *(guard if self.chance(80) else []), *self.block()]
        return out + [DEDENT]

    def capture(self):
        self.captured += 1
        return ["n%d" % self.captured]

    def pattern(self):
        if self.chance(15):
            return [*self.alternatives(), "as", *self.capture()]
        return self.alternatives()

    def alternatives(self):
        if self.chance(20):
            return self.many(self.literal, ("|",), 2, 3, False)
        return self.closed()

    def literal(self):
        return self.one(["None"], ["True"], ["1"], ["-", "1"], ["-", "1", "+", "2j"], ["'s'"],
                        ["b's'"], ["a", ".", "b"], ["1.5", "-", "3J"], ["'a'", "'b'"])

    def closed(self):
        if not self.spend():
            return self.literal()
        kind = self.random.randrange(9)
        if kind <= 2:
            return self.literal()
        if kind == 3:
            return self.one(self.capture(), ["_"])
        if kind == 4:
            return ["(", *self.pattern(), ")"]
        if kind == 5:
            inner = self.many(self.pattern, least=0, trailing=False)
            return self.one(["[", BREAK, *inner, "]"], ["[", *inner, *([","] if inner else []), "*", *self.one(["_"], self.capture()), "]"],
                            ["(", *self.pattern(), ",", ")"], ["(", ")"])
        if kind == 6:
            items = []
            for i in range(self.random.randrange(3)):
                items += [self.one("%d" % i, "'k%d'" % i), ":", *self.pattern(), ","]
            items += self.one([], ["**", *self.capture()])
            return ["{", *items, "}"]
        positional = self.many(self.pattern, least=0, most=2, trailing=False)
        keywords = ["k", "=", *self.pattern()] if self.chance(40) else []
        comma = [","] if positional and keywords else []
        return [*self.one(["C"], ["a", ".", "C"]), "(", BREAK, *positional, *comma, *keywords, ")"]


class Layout:
    """Tokens to text: as few blanks as the tokens allow, or more, or lines that go on."""

    def __init__(self, program, tight=False):
        self.random = program.random
        self.tight = tight
        self.style = 0 if tight else self.random.randrange(3)
        self.step = self.random.choice([" ", "  ", "    ", "\t"])

    def blank(self):
        if self.tight or self.style == 0:
            return ""
        if self.style == 1:
            return " "
        return self.random.choice(["", " ", "  ", "\\\n", " \\\n  ", "\t"])

    def text(self, tokens):
        out, level, brackets, fresh = [], 0, [], True
        for token in tokens:
            if token is BREAK:
                if not self.tight and self.random.randrange(100) < 15:
                    out.append(self.random.choice(["\n", "\n\n ", " # c\n", "\n#d\n     "]))
                continue
            if token == INDENT:
                level += 1
                continue
            if token == DEDENT:
                level -= 1
                continue
            if token == NEWLINE:
                out.append(self.random.choice(["\n", "\n", " # c\n", "\n\n"]))
                fresh = True
                continue
            if token in ("(", "[", "{"):
                brackets.append({"(": ")", "[": "]", "{": "}"}[token])
            elif token in (")", "]", "}"):
                brackets.pop()
            elif token == "<close>":
                token = brackets.pop()
            if fresh:
                out.append(self.step * level)
                fresh = False
            else:
                gap = self.blank()
                last = out[-1][-1:] if out else ""
                if not gap and self.joins(last, token, out[-1]):
                    gap = " "
                out.append(gap)
            out.append(token)
        return "".join(out)

    @staticmethod
    def joins(last, token, before):
        if not last:
            return False
        word = token[0] in SPACED or ord(token[0]) > 127
        if (last in SPACED or ord(last) > 127) and (word or token[0] in "'\""):
            return True
        if last in SPACED and token[0] == ".":
            return before[0] in "0123456789"
        if last == "." and (token[0] in "0123456789." or before[0] in "0123456789." and word):
            return True
        return not word and last in "*/<>=!-:+&|^%@~." and token[0] in "*/<>=-.:"


def main():
    seed, count, folder = int(sys.argv[1]), int(sys.argv[2]), pathlib.Path(sys.argv[3])
    for number in range(count):
        program = Program(seed * 1000003 + number)
        tokens = []
        for _ in range(program.random.randint(1, 3)):
            tokens += program.statement()
        path = folder / ("%d.py" % number)
        path.write_bytes(Layout(program).text(tokens).encode())
        print(path)


if __name__ == "__main__":
    main()
