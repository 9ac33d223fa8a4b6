# sets: default, education, strict
class Lexer:
    def __init__(self, text):
        self.toks = []
        num = ""
        for ch in text + " ":
            if ch.isdigit() or ch == ".":
                num += ch
                continue
            if num:
                self.toks.append(float(num) if "." in num else int(num))
                num = ""
            if not ch.isspace():
                self.toks.append(ch)
        self.pos = 0
    def peek(self):
        return self.toks[self.pos] if self.pos < len(self.toks) else None
    def next(self):
        t = self.peek()
        self.pos += 1
        return t

BINDING = {"+": (1, lambda a, b: a + b), "-": (1, lambda a, b: a - b), "*": (2, lambda a, b: a * b),
           "/": (2, lambda a, b: a / b), "^": (3, lambda a, b: a ** b)}

def expr(lex, rbp=0):
    t = lex.next()
    if t == "(":
        left = expr(lex)
        assert lex.next() == ")", "expected )"
    elif t == "-":
        left = -expr(lex, 2)
    elif isinstance(t, (int, float)):
        left = t
    else:
        raise ValueError(f"unexpected {t!r}")
    while (op := lex.peek()) in BINDING and BINDING[op][0] > rbp:
        lex.next()
        prec, fn = BINDING[op]
        left = fn(left, expr(lex, prec - (op == "^")))
    return left

for s in ["1+2*3", "(1+2)*3", "2^3^2", "-2^2", "10/4-1", "2*(3", "*"]:
    try:
        print(s, "=", expr(Lexer(s)))
    except (AssertionError, ValueError, ZeroDivisionError) as e:
        print(s, "->", type(e).__name__, e)
