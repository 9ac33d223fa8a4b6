import operator
import re

OPERATORS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}
TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|(.))")


class Parser:
    def __init__(self, text):
        self._tokens = [number or symbol for number, symbol in TOKEN.findall(text)]
        self._position = 0

    def _peek(self):
        return self._tokens[self._position] if self._position < len(self._tokens) else None

    def _next(self):
        token = self._peek()
        self._position += 1
        return token

    def expression(self):
        value = self.term()
        while self._peek() in ("+", "-"):
            value = OPERATORS[self._next()](value, self.term())
        return value

    def term(self):
        value = self.factor()
        while self._peek() in ("*", "/"):
            value = OPERATORS[self._next()](value, self.factor())
        return value

    def factor(self):
        token = self._next()
        if token == "(":
            value = self.expression()
            if self._next() != ")":
                raise SyntaxError("expected )")
            return value
        if token == "-":
            return -self.factor()
        return float(token)


for text in ["1 + 2 * 3", "(1 + 2) * 3", "-4 / (2 - 6)"]:
    print(text, "=", Parser(text).expression())
