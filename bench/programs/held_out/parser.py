import re

TOKEN = re.compile(r"\s*(?:(\d+)|(.))")


def tokens(text):
    for number, operator in TOKEN.findall(text):
        yield ("n", int(number)) if number else ("o", operator)
    yield ("end", None)


class Parser:
    def __init__(self, text):
        self.stream = tokens(text)
        self.kind, self.value = next(self.stream)

    def advance(self):
        self.kind, self.value = next(self.stream)

    def expression(self):
        result = self.term()
        while self.kind == "o" and self.value in "+-":
            sign = self.value
            self.advance()
            right = self.term()
            result = result + right if sign == "+" else result - right
        return result

    def term(self):
        result = self.factor()
        while self.kind == "o" and self.value == "*":
            self.advance()
            result = result * self.factor() % 1000003
        return result

    def factor(self):
        if self.kind == "n":
            value = self.value
            self.advance()
            return value
        self.advance()
        value = self.expression()
        self.advance()
        return value


def main():
    text = "+".join(f"({i}*(3+{i % 7})-2)*{i % 11}" for i in range(4000))
    return Parser(text).expression()
