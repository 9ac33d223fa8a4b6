# sets: default, education, judge
import operator as op, math
def parse(src):
    toks = src.replace("(", " ( ").replace(")", " ) ").split()
    def read():
        if not toks: raise SyntaxError("eof")
        t = toks.pop(0)
        if t == "(":
            out = []
            while toks[0] != ")": out.append(read())
            toks.pop(0)
            return out
        for conv in (int, float, str):
            try: return conv(t)
            except ValueError: pass
    return read()
ENV = {"+": op.add, "-": op.sub, "*": op.mul, "<": op.lt, "=": op.eq, "car": lambda x: x[0], "cdr": lambda x: x[1:], "list": lambda *a: list(a)}
ENV.update({k: v for k, v in vars(math).items() if not k.startswith("_")} if False else {"sqrt": math.sqrt, "pi": math.pi})
class Lambda:
    def __init__(self, params, body, env): self.params, self.body, self.env = params, body, env
    def __call__(self, *args): return ev(self.body, {**self.env, **dict(zip(self.params, args))})
def ev(x, env):
    if isinstance(x, str): return env[x] if x in env else ENV[x]
    if not isinstance(x, list): return x
    match x:
        case ["if", test, yes, no]: return ev(yes if ev(test, env) else no, env)
        case ["define", str(name), e]: ENV[name] = ev(e, env); return name
        case ["lambda", params, body]: return Lambda(params, body, env)
        case ["quote", e]: return e
        case [fn, *args]: return ev(fn, env)(*[ev(a, env) for a in args])
for line in ["(define fact (lambda (n) (if (< n 2) 1 (* n (fact (- n 1))))))", "(fact 20)", "(cdr (list 1 2 3))", "((lambda (x y) (+ x y)) 3 4.5)", "(sqrt (* pi 2))", "(quote (a b))"]: print(ev(parse(line), {}))
