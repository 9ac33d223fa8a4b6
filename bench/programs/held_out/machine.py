class Machine:
    def __init__(self, program):
        self.program = program
        self.stack = []
        self.pc = 0
        self.steps = 0

    def run(self):
        while self.pc < len(self.program):
            op, arg = self.program[self.pc]
            self.pc += 1
            self.steps += 1
            handler = getattr(self, "do_" + op)
            handler(arg)
        return self.stack[-1]

    def do_push(self, arg):
        self.stack.append(arg)

    def do_add(self, arg):
        b = self.stack.pop()
        a = self.stack.pop()
        self.stack.append(a + b)

    def do_dec(self, arg):
        self.stack[-1] -= 1

    def do_swap(self, arg):
        self.stack[-1], self.stack[-2] = self.stack[-2], self.stack[-1]

    def do_over(self, arg):
        self.stack.append(self.stack[-2])

    def do_jump_if(self, arg):
        if self.stack[-1]:
            self.pc = arg


def main():
    m = Machine([("push", 0), ("push", 9000), ("swap", 0), ("over", 0), ("add", 0), ("swap", 0), ("dec", 0),
                 ("jump_if", 2), ("swap", 0)])
    return [m.run(), m.steps]
