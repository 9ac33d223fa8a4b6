# sets: default, education, agent
import re

TOKEN = re.compile(r"""
    (?P<num>\d+(?:\.\d*)?) | (?P<name>[A-Za-z_]\w*) | (?P<op>[-+*/()=]) | (?P<ws>\s+)
""", re.VERBOSE)

def tokens(text):
    pos = 0
    while pos < len(text):
        m = TOKEN.match(text, pos)
        if not m:
            raise SyntaxError(f"bad char {text[pos]!r} at {pos}")
        if m.lastgroup != "ws":
            yield m.lastgroup, m.group(), m.span()
        pos = m.end()

print(list(tokens("x1 = 3.5*(y - 2)")))
try:
    list(tokens("3 $ 4"))
except SyntaxError as e:
    print("error:", e.msg)
print(re.sub(r"(\w+)@(\w+)", lambda m: m[2].upper() + " at " + m[1], "ann@home bob@work"))
print(re.sub(r"(?i)cat", r"<\g<0>>", "Cat cAt dog"), re.split(r"[,;]\s*", "a, b;c,d"))
for m in re.finditer(r"(?P<k>\w)=(?P<v>\d)?", "a=1 b= c=3"):
    print(m.groupdict(default="-"), m.start("k"), m.expand(r"\1"))
print(re.findall(r"\b\d{2,3}\b", "1 22 333 4444"), bool(re.fullmatch("a+", "aaa")), re.escape("a.b*c"))
