# sets: default, education, agent
# stdin: "add 1 2\nmul 3 4\nbogus\nquit\n"
class Shell:
    def do_add(self, a, b):
        "add two numbers"
        return int(a) + int(b)

    def do_mul(self, a, b):
        "multiply"
        return int(a) * int(b)

    def do_help(self):
        return [n[3:] for n in dir(self) if n.startswith("do_")]

    def one(self, line):
        cmd, *args = line.split()
        method = getattr(self, f"do_{cmd}", None)
        if not callable(method):
            return f"unknown command {cmd!r}; try {self.do_help()}"
        return method(*args)

sh = Shell()
while (line := input("> ")) != "quit":
    print(sh.one(line))
print(sh.do_add.__doc__, Shell.do_mul.__name__)
