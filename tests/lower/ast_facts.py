"""Prints CPython's syntax trees in the notation of facts.h, for comparison with the analyzer's.

    ast_facts.py [--library STEP] < paths

Reads paths from standard input, one a line; with --library also takes every STEP-th file of the
standard library. Prints `python MAJOR MINOR`, then for each file `== path`, then `refused` or the
facts, then `.`; lines and columns as in the ast module (lines from 1, columns in bytes from 0).
"""

import ast
import pathlib
import sys
import sysconfig
import threading
import warnings

BINARY = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.MatMult: "@", ast.Div: "/", ast.Mod: "%",
    ast.Pow: "**", ast.LShift: "<<", ast.RShift: ">>", ast.BitOr: "|", ast.BitXor: "^",
    ast.BitAnd: "&", ast.FloorDiv: "//",
}
UNARY = {ast.Not: "not", ast.UAdd: "+", ast.USub: "-", ast.Invert: "~"}
COMPARE = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
    ast.Is: "is", ast.IsNot: "is not", ast.In: "in", ast.NotIn: "not in",
}
CONTEXT = {ast.Load: "", ast.Store: " store", ast.Del: " del"}
INDENT = [" " * i for i in range(200)]


def text_of(value):
    return value.encode("utf-8", "surrogatepass").hex()


class Printer:
    def __init__(self, source):
        self.lines = source.split(b"\n")
        self.named = b"\\N{" in source
        self.out = []
        self.depth = 0
        self.in_format = 0

    # --- lines

    def line(self, text):
        depth = self.depth
        self.out.append((INDENT[depth] if depth < 200 else " " * depth) + text)

    def span(self, node):
        if self.in_format or not hasattr(node, "lineno"):  # an alias has no place in 3.9
            return ""
        return " %d:%d-%d:%d" % (
            node.lineno, node.col_offset, node.end_lineno, node.end_col_offset)

    def children(self, *nodes):
        self.depth += 1
        for node in nodes:
            self.show(node)
        self.depth -= 1

    def show(self, node):
        if node is None:
            self.line("-")
        else:
            getattr(self, type(node).__name__)(node)

    def block(self, statements):
        if not statements:
            self.line("-")
            return
        self.line("Block")
        self.children(*statements)

    def identifier(self, name):
        self.line("-" if name is None else "Identifier " + name)

    def generic(self, node, *slots, extra=""):
        self.line(type(node).__name__ + extra + self.span(node))
        self.children(*slots)

    def source_at(self, node, size):
        return self.lines[node.lineno - 1][node.col_offset:node.col_offset + size]

    def segment(self, node):
        first, last = node.lineno - 1, node.end_lineno - 1
        if first == last:
            return self.lines[first][node.col_offset:node.end_col_offset]
        return b"\n".join([self.lines[first][node.col_offset:], *self.lines[first + 1:last],
                           self.lines[last][:node.end_col_offset]])

    # --- statements

    def Module(self, node):
        self.line("Module")
        self.children(*node.body)

    def Expr(self, node):
        self.line("ExprStmt" + self.span(node))
        self.children(node.value)

    def Assign(self, node):
        self.generic(node, node.value, *node.targets)

    def AugAssign(self, node):
        self.generic(node, node.target, node.value, extra=" " + BINARY[type(node.op)])

    def AnnAssign(self, node):
        self.generic(node, node.target, node.annotation, node.value,
                     extra=" simple" if node.simple else "")

    def Return(self, node):
        self.generic(node, node.value)

    def Delete(self, node):
        self.generic(node, *node.targets)

    def Pass(self, node):
        self.generic(node)

    Break = Continue = Pass

    def Global(self, node):
        self.line(type(node).__name__ + self.span(node))
        self.depth += 1
        for name in node.names:
            self.identifier(name)
        self.depth -= 1

    Nonlocal = Global

    def Import(self, node):
        self.generic(node, *node.names)

    def ImportFrom(self, node):
        self.generic(node, *node.names, extra=" %d %s" % (node.level, node.module or ""))

    def alias(self, node):
        self.line("Alias " + node.name + self.span(node))
        self.depth += 1
        self.identifier(node.asname)
        self.depth -= 1

    def If(self, node):
        self.line("If" + self.span(node))
        self.depth += 1
        self.show(node.test)
        self.block(node.body)
        orelse = node.orelse
        if (len(orelse) == 1 and isinstance(orelse[0], ast.If)
                and self.source_at(orelse[0], 4) == b"elif"):
            self.show(orelse[0])
        else:
            self.block(orelse)
        self.depth -= 1

    def While(self, node):
        self.line("While" + self.span(node))
        self.depth += 1
        self.show(node.test)
        self.block(node.body)
        self.block(node.orelse)
        self.depth -= 1

    def For(self, node, extra=""):
        self.line("For" + extra + self.span(node))
        self.depth += 1
        self.show(node.target)
        self.show(node.iter)
        self.block(node.body)
        self.block(node.orelse)
        self.depth -= 1

    def AsyncFor(self, node):
        self.For(node, " async")

    def With(self, node, extra=""):
        self.line("With" + extra + self.span(node))
        self.depth += 1
        self.block(node.body)
        for item in node.items:
            self.line("WithItem")
            self.children(item.context_expr, item.optional_vars)
        self.depth -= 1

    def AsyncWith(self, node):
        self.With(node, " async")

    def Try(self, node, extra=""):
        self.line("Try" + extra + self.span(node))
        self.depth += 1
        self.block(node.body)
        self.block(node.orelse)
        self.block(node.finalbody)
        for handler in node.handlers:
            self.line("Handler" + self.span(handler))
            self.depth += 1
            self.show(handler.type)
            self.identifier(handler.name)
            self.block(handler.body)
            self.depth -= 1
        self.depth -= 1

    def TryStar(self, node):
        self.Try(node, " star")

    def Raise(self, node):
        self.generic(node, node.exc, node.cause)

    def Assert(self, node):
        self.generic(node, node.test, node.msg)

    def FunctionDef(self, node, extra=""):
        self.line("FunctionDef" + extra + self.span(node))
        self.depth += 1
        self.line("Decorators")
        self.children(*node.decorator_list)
        self.identifier(node.name)
        self.type_params(node)
        self.parameters(node.args)
        self.show(node.returns)
        self.block(node.body)
        self.depth -= 1

    def AsyncFunctionDef(self, node):
        self.FunctionDef(node, " async")

    def ClassDef(self, node):
        self.line("ClassDef" + self.span(node))
        self.depth += 1
        self.line("Decorators")
        self.children(*node.decorator_list)
        self.identifier(node.name)
        self.type_params(node)
        if node.bases or node.keywords:
            self.arguments(node.bases, node.keywords)
        else:
            self.line("-")
        self.block(node.body)
        self.depth -= 1

    def type_params(self, node):
        params = getattr(node, "type_params", None)
        if not params:
            self.line("-")
            return
        self.line("TypeParams")
        self.depth += 1
        for param in params:
            kind = {"TypeVar": 0, "TypeVarTuple": 1, "ParamSpec": 2}[type(param).__name__]
            self.line("TypeParam %d %s%s" % (kind, param.name, self.span(param)))
            self.children(getattr(param, "bound", None), getattr(param, "default_value", None))
        self.depth -= 1

    def TypeAlias(self, node):
        self.line("TypeAlias" + self.span(node))
        self.depth += 1
        self.identifier(node.name.id)
        self.type_params(node)
        self.show(node.value)
        self.depth -= 1

    def parameters(self, args):
        self.line("Parameters")
        self.depth += 1
        plain = args.posonlyargs + args.args
        defaults = [None] * (len(plain) - len(args.defaults)) + args.defaults
        for index, (arg, default) in enumerate(zip(plain, defaults)):
            self.parameter(arg, default, 0 if index < len(args.posonlyargs) else 1)
        if args.vararg:
            self.parameter(args.vararg, None, 2)
        for arg, default in zip(args.kwonlyargs, args.kw_defaults):
            self.parameter(arg, default, 3)
        if args.kwarg:
            self.parameter(args.kwarg, None, 4)
        self.depth -= 1

    def parameter(self, arg, default, kind):
        place = "" if self.in_format else " %d:%d" % (arg.lineno, arg.col_offset)
        self.line("Parameter %d %s%s" % (kind, arg.arg, place))
        self.children(arg.annotation, default)

    def Match(self, node):
        self.line("Match" + self.span(node))
        self.depth += 1
        self.show(node.subject)
        for case in node.cases:
            self.line("MatchCase")
            self.depth += 1
            self.show(case.pattern)
            self.show(case.guard)
            self.block(case.body)
            self.depth -= 1
        self.depth -= 1

    # --- expressions

    def Name(self, node):
        self.line("Name " + node.id + CONTEXT[type(node.ctx)] + self.span(node))

    def Constant(self, node):
        value = node.value
        if isinstance(value, (str, bytes)):
            if self.is_named(node):
                self.line("String named" + self.span(node))
            elif isinstance(value, bytes):
                self.line("String bytes %s%s" % (value.hex(), self.span(node)))
            else:
                self.line("String%s %s%s" % (
                    " u" if node.kind else "", text_of(value), self.span(node)))
        else:
            self.line(self.constant_words(value) + self.span(node))

    @staticmethod
    def constant_words(value):
        if value is None or value is True or value is False:
            return str(value)
        if value is Ellipsis:
            return "Ellipsis"
        if isinstance(value, int):
            return "Int %d" % value if value < 1 << 64 else "Int big"
        if isinstance(value, float):
            return "Float %.17g" % value
        return "Imaginary %.17g" % value.imag

    def is_named(self, node):
        return self.named and not self.in_format and b"\\N{" in self.segment(node)

    def JoinedStr(self, node):
        if self.is_named(node):
            self.line("String named" + self.span(node))
            return
        self.line("String format" + self.span(node))
        self.in_format += 1
        self.format_parts(node)
        self.in_format -= 1

    def format_parts(self, node):
        self.depth += 1
        for part in node.values:
            if isinstance(part, ast.Constant):
                if part.value:  # 3.12 has empty texts
                    self.line("Text " + text_of(part.value))
                continue
            conversion = " !" + chr(part.conversion) if part.conversion != -1 else ""
            self.line("Field" + conversion)
            self.depth += 1
            self.show(part.value)
            if part.format_spec is None:
                self.line("-")
            else:
                self.line("Spec")
                self.format_parts(part.format_spec)
            self.depth -= 1
        self.depth -= 1

    def List(self, node):
        self.generic(node, *node.elts, extra=CONTEXT[type(node.ctx)])

    Tuple = List

    def Set(self, node):
        self.generic(node, *node.elts)

    def Dict(self, node):
        self.line("Dict" + self.span(node))
        self.depth += 1
        for key, value in zip(node.keys, node.values):
            if key is None:
                self.line("DoubleStarred")
                self.children(value)
            else:
                self.line("DictItem")
                self.children(key, value)
        self.depth -= 1

    def comprehensions(self, node):
        for part in node.generators:
            self.line("Comprehension" + (" async" if part.is_async else ""))
            self.children(part.target, part.iter, *part.ifs)

    def ListComp(self, node):
        self.line(type(node).__name__ + self.span(node))
        self.depth += 1
        self.show(node.elt)
        self.comprehensions(node)
        self.depth -= 1

    SetComp = GeneratorExp = ListComp

    def DictComp(self, node):
        self.line("DictComp" + self.span(node))
        self.depth += 1
        self.line("DictItem")
        self.children(node.key, node.value)
        self.comprehensions(node)
        self.depth -= 1

    def Lambda(self, node):
        self.line("Lambda" + self.span(node))
        self.depth += 1
        self.parameters(node.args)
        self.show(node.body)
        self.depth -= 1

    def IfExp(self, node):
        self.generic(node, node.test, node.body, node.orelse)

    def BoolOp(self, node):
        self.generic(node, *node.values,
                     extra=" and" if isinstance(node.op, ast.And) else " or")

    def UnaryOp(self, node):
        self.generic(node, node.operand, extra=" " + UNARY[type(node.op)])

    def BinOp(self, node):
        self.generic(node, node.left, node.right, extra=" " + BINARY[type(node.op)])

    def Compare(self, node):
        self.generic(node, node.left, *node.comparators,
                     extra="".join(" " + COMPARE[type(op)] for op in node.ops))

    def arguments(self, args, keywords):
        self.line("Arguments")
        self.depth += 1
        for node in sorted([*args, *keywords], key=lambda n: (n.lineno, n.col_offset)):
            if not isinstance(node, ast.keyword):
                self.show(node)
                continue
            self.line((("Keyword " + node.arg) if node.arg else "DoubleStarred")
                      + self.span(node))
            self.children(node.value)
        self.depth -= 1

    def Call(self, node):
        self.line("Call" + self.span(node))
        self.depth += 1
        self.show(node.func)
        self.arguments(node.args, node.keywords)
        self.depth -= 1

    def Attribute(self, node):
        self.generic(node, node.value, extra=" " + node.attr + CONTEXT[type(node.ctx)])

    def Subscript(self, node):
        self.generic(node, node.value, node.slice, extra=CONTEXT[type(node.ctx)])

    def Slice(self, node):
        self.generic(node, node.lower, node.upper, node.step)

    def Starred(self, node):
        self.generic(node, node.value, extra=CONTEXT[type(node.ctx)])

    def NamedExpr(self, node):
        self.generic(node, node.target, node.value)

    def Await(self, node):
        self.generic(node, node.value)

    Yield = YieldFrom = Await

    # --- patterns

    def MatchValue(self, node):
        self.generic(node, node.value)

    def MatchSingleton(self, node):
        self.line("MatchSingleton" + self.span(node))
        self.depth += 1
        self.line(self.constant_words(node.value) + self.span(node))
        self.depth -= 1

    def MatchSequence(self, node):
        self.generic(node, *node.patterns)

    MatchOr = MatchSequence

    def MatchMapping(self, node):
        self.line("MatchMapping" + self.span(node))
        self.depth += 1
        self.identifier(node.rest)
        for key, pattern in zip(node.keys, node.patterns):
            self.line("MatchItem")
            self.children(key, pattern)
        self.depth -= 1

    def MatchClass(self, node):
        self.line("MatchClass" + self.span(node))
        self.children(node.cls, *node.patterns)
        self.depth += 1
        for name, pattern in zip(node.kwd_attrs, node.kwd_patterns):
            self.line("MatchKeyword " + name)
            self.children(pattern)
        self.depth -= 1

    def MatchStar(self, node):
        self.line("MatchStar" + self.span(node))
        self.depth += 1
        self.identifier(node.name)
        self.depth -= 1

    def MatchAs(self, node):
        self.line("MatchAs" + self.span(node))
        self.depth += 1
        self.show(node.pattern)
        self.identifier(node.name)
        self.depth -= 1


def facts_of(path):
    with open(path, "rb") as file:
        source = file.read()
    try:
        tree = ast.parse(source)
        compile(source, path, "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
        return "refused"
    printer = Printer(source.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n"))
    printer.show(tree)
    return "\n".join(printer.out)


def library(step):
    root = pathlib.Path(sysconfig.get_path("stdlib"))
    files = sorted(path for path in root.rglob("*.py") if "site-packages" not in path.parts)
    # Another sample for each version: together they see more.
    return [str(path) for path in files[sys.version_info[1] % step::step]]


def main():
    warnings.simplefilter("ignore")
    paths = sys.stdin.read().splitlines()
    if sys.argv[1:2] == ["--library"]:
        paths += library(int(sys.argv[2]))
    out = sys.stdout.buffer
    out.write(b"python %d %d\n" % sys.version_info[:2])
    for path in paths:
        out.write(f"== {path}\n{facts_of(path)}\n.\n".encode("utf-8", "surrogateescape"))
    out.flush()


sys.setrecursionlimit(50000)
threading.stack_size(512 << 20)
thread = threading.Thread(target=main)
thread.start()
thread.join()
