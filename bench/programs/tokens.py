# Parsing: a tokenizer, a shunting yard and an evaluator as classes.
class Token:
    __slots__ = ("kind", "value")

    def __init__(self, kind, value):
        self.kind = kind
        self.value = value


class Reader:
    def __init__(self, text):
        self.text = text
        self.at = 0

    def peek(self):
        return self.text[self.at] if self.at < len(self.text) else ""

    def number(self):
        start = self.at
        while self.peek().isdigit():
            self.at += 1
        return int(self.text[start:self.at])

    def tokens(self):
        out = []
        while self.at < len(self.text):
            c = self.peek()
            if c == " ":
                self.at += 1
            elif c.isdigit():
                out.append(Token("number", self.number()))
            else:
                out.append(Token("op", c))
                self.at += 1
        return out


PRECEDENCE = {"+": 1, "-": 1, "*": 2, "/": 2}


def postfix(tokens):
    out, stack = [], []
    for t in tokens:
        if t.kind == "number":
            out.append(t)
        elif t.value == "(":
            stack.append(t)
        elif t.value == ")":
            while stack[-1].value != "(":
                out.append(stack.pop())
            stack.pop()
        else:
            while stack and stack[-1].value != "(" and PRECEDENCE[stack[-1].value] >= PRECEDENCE[t.value]:
                out.append(stack.pop())
            stack.append(t)
    while stack:
        out.append(stack.pop())
    return out


def evaluate(tokens):
    stack = []
    for t in tokens:
        if t.kind == "number":
            stack.append(t.value)
            continue
        b = stack.pop()
        a = stack.pop()
        if t.value == "+":
            stack.append(a + b)
        elif t.value == "-":
            stack.append(a - b)
        elif t.value == "*":
            stack.append(a * b)
        else:
            stack.append(a // b if b else 0)
    return stack[0]


def main():
    total = 0
    for i in range(40):
        text = "(%d + 3) * (%d - 2) + 100 / (1 + %d) - 7 * (3 + 4 * %d)" % (i, i * 2, i, i % 5)
        total += evaluate(postfix(Reader(text).tokens()))
    return total
