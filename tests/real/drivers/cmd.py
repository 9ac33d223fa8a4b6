import io


class Shell(Cmd):
    prompt = "> "
    use_rawinput = False
    total = 0

    def do_add(self, arg):
        """add NUMBERS: add them to the total"""
        for word in arg.split():
            self.total += int(word)
        self.stdout.write(f"total {self.total}\n")

    def do_shell(self, arg):
        self.stdout.write(f"shell {arg!r}\n")

    def do_quit(self, arg):
        return True

    def precmd(self, line):
        return line.lower()


out = io.StringIO()
shell = Shell(completekey=None, stdin=io.StringIO("add 1 2 3\nADD 40\n! ls -l\nnope x\n\nquit\nadd 9\n"), stdout=out)
shell.cmdloop("welcome")
print(out.getvalue())
print(shell.parseline("add 1 2"), shell.parseline("?add"), shell.parseline("!x y"), shell.parseline("  "))
shell.columnize(["alpha", "beta", "gamma", "delta", "epsilon", "z"], displaywidth=20)
shell.print_topics("Topics", ["one", "two", "three"], 15, 30)
print(out.getvalue()[-120:], shell.total, shell.lastcmd)
