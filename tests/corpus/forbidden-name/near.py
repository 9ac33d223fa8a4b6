# Names of one's own that happen to be those of builtins, and texts.
def help(topic):
    return "no help on " + topic


def compile(rules):
    open = {rule: help(rule) for rule in rules}
    vars = len(open)
    return open, vars


class Shop:
    def open(self):
        return self.exit()

    def exit(self):
        return "exec eval open"


def count(eval, exec=3):
    return eval + exec


shop = Shop()
print(shop.open(), compile(["a"]), count(1), "eval('1')")
re = {"eval": 1}
print(re["eval"])
