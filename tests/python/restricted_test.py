"""stockade.restricted against what RestrictedPython promises: texts, results and hooks."""

import ast
import dis
import inspect
import types
import unittest
import warnings

from stockade import restricted
from stockade.restricted import Eval, Guards, Limits, Utilities, transformer

INPLACE = {
    "+=": lambda a, b: a + b, "-=": lambda a, b: a - b, "*=": lambda a, b: a * b,
    "/=": lambda a, b: a / b, "%=": lambda a, b: a % b, "**=": lambda a, b: a**b,
    "//=": lambda a, b: a // b, "<<=": lambda a, b: a << b, ">>=": lambda a, b: a >> b,
    "|=": lambda a, b: a | b, "^=": lambda a, b: a ^ b, "&=": lambda a, b: a & b,
    "@=": lambda a, b: a @ b,
}


def parses(source):
    """Is it Python of the version that runs this?"""
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True


class Host:
    """A host's globals with hooks that note what they see."""

    def __init__(self, **names):
        self.seen = []

        def note(hook, result):
            def call(*args, **kwargs):
                self.seen.append((hook,) + args)
                return result(*args, **kwargs)
            return call

        def metaclass(name, bases, namespace):
            made = type(name, bases, namespace)
            made._guarded_writes = True
            return made

        self.globals = {
            "__builtins__": dict(
                Guards.safe_builtins, enumerate=enumerate, list=list, dict=dict, sum=sum,
                __import__=__import__),
            "__name__": "submitted",
            "__metaclass__": metaclass,
            "_getattr_": note("getattr", Guards.safer_getattr_raise),
            "_getitem_": note("getitem", Eval.default_guarded_getitem),
            "_getiter_": note("getiter", Eval.default_guarded_getiter),
            "_unpack_sequence_": note("unpack", Guards.guarded_unpack_sequence),
            "_iter_unpack_sequence_": note("iterunpack", Guards.guarded_iter_unpack_sequence),
            "_write_": note("write", Guards.full_write_guard),
            "_inplacevar_": note("inplace", lambda op, a, b: INPLACE[op](a, b)),
            "_apply_": note("apply", lambda f, *a, **k: f(*a, **k)),
            "_print_": restricted.PrintCollector,
            **names,
        }

    def hooks(self):
        return [call[0] for call in self.seen]

    def run(self, source):
        result = restricted.compile_restricted_exec(source)
        if result.errors:
            raise AssertionError(f"{source!r}: {result.errors}")
        exec(result.code, self.globals)
        return self.globals


class Refusals(unittest.TestCase):
    """Every text of the policy, with the line of what it is about."""

    ROWS = [
        ("_x = 1", 'Line 1: "_x" is an invalid variable name because it starts with "_"'),
        ("\nx__roles__ = 1", 'Line 2: "x__roles__" is an invalid variable name because it ends '
                             'with "__roles__".'),
        ("print = 1", 'Line 1: "print" is a reserved name.'),
        ("def printed(): pass", 'Line 1: "printed" is a reserved name.'),
        ("breakpoint()", 'Line 1: "breakpoint" is a reserved name.'),
        ("a._b", 'Line 1: "_b" is an invalid attribute name because it starts with "_".'),
        ("a.b__roles__", 'Line 1: "b__roles__" is an invalid attribute name because it ends with '
                         '"__roles__".'),
        ("a.gi_frame", 'Line 1: "gi_frame" is a restricted name, that is forbidden to access in '
                       'RestrictedPython.'),
        ("a.ag_frame", 'Line 1: "ag_frame" is a restricted name, that is forbidden to access in '
                       'RestrictedPython.'),
        ("from a import *", 'Line 1: "*" imports are not allowed.'),
        ("import _a", 'Line 1: "_a" is an invalid variable name because it starts with "_"'),
        ("import a as _b", 'Line 1: "_b" is an invalid variable name because it starts with "_"'),
        ("import builtins", 'Line 1: "builtins" is a reserved name.'),
        ("exec('')", "Line 1: Exec calls are not allowed."),
        ("eval('')", "Line 1: Eval calls are not allowed."),
        ("class A(metaclass=B): pass", 'Line 1: The keyword argument "metaclass" is not allowed.'),
        ("try: pass\nexcept* E: pass", "Line 1: TryStar statements are not allowed."),
        ("async def f():\n  async for x in y: pass", "Line 2: AsyncFor statements are not allowed."),
        ("async def f():\n  async with x: pass", "Line 2: AsyncWith statements are not allowed."),
        ("match x:\n  case A(): pass", "Line 2: MatchClass statements are not allowed."),
        ("match x:\n  case {1: y}: pass", "Line 2: MatchMapping statements are not allowed."),
        ("match x:\n  case [y]: pass", "Line 2: MatchSequence statements are not allowed."),
        ("match x:\n  case a.b: pass", "Line 2: MatchValue statements are not allowed."),
        ("def __init__(): pass",
         'Line 1: "__init__" is an invalid variable name because it starts with "_"'),
        ("class A:\n  def __len__(self): pass",
         'Line 2: "__len__" is an invalid variable name because it starts with "_"'),
    ]

    def test_each_text(self):
        for source, text in self.ROWS:
            with self.subTest(source):
                result = restricted.compile_restricted_exec(source)
                self.assertIsNone(result.code)
                if parses(source):
                    self.assertEqual(result.errors, (text,))
                else:
                    self.assertIn("SyntaxError", result.errors[0])

    # CVE-2026-55830: a hook's name in any position that binds.
    BINDINGS = [
        "{} = 1", "{}: int = 1", "{} += 1", "({} := 1)", "for {} in x: pass", "del {}",
        "[0 for {} in x]", "import {}", "import a as {}", "from a import {}",
        "from a import b as {}", "def {}(): pass", "class {}: pass", "def f({}): pass",
        "def f({}, /): pass", "def f(*{}): pass", "def f(**{}): pass", "def f(*, {}): pass",
        "lambda {}: 0", "lambda {}, /: 0", "with a as {}: pass", "with a as ({}, b): pass",
        "try: pass\nexcept E as {}: pass", "match x:\n  case {}: pass",
        "match x:\n  case 1 as {}: pass", "({}, *b) = x", "(a, *{}) = x", "[{}] = x",
        "def f():\n  global {}\n  {} = 1", "def f():\n  def g():\n    nonlocal {}\n  {} = 1",
        "async def {}(): pass",
    ]

    def test_no_position_binds_a_hook(self):
        hooks = [name for name in Host().globals if name.startswith("_") and name != "__name__"]
        self.assertIn("_getattr_", hooks)
        for hook in hooks:
            for form in self.BINDINGS:
                source = form.replace("{}", hook)
                with self.subTest(source):
                    result = restricted.compile_restricted_exec(source)
                    self.assertIsNone(result.code)
                    self.assertTrue(any(f'"{hook}" is an invalid variable name' in error or
                                        "SyntaxError" in error for error in result.errors),
                                    result.errors)

    def test_errors_come_in_the_order_of_the_tree(self):
        result = restricted.compile_restricted_exec("_a = _b._c\nclass _D(_e): pass\n")
        self.assertEqual([error.split('"')[1] for error in result.errors],
                         ["_a", "_c", "_b", "_D", "_e"])

    def test_syntax_errors_are_errors_of_the_result(self):
        for source in ["x = ", "return 1", "break", "def f(a, a): pass", "nonlocal x", "x = '",
                       "a\x00b", "1+" * 20000 + "1"]:
            with self.subTest(source[:20]):
                result = restricted.compile_restricted_exec(source)
                self.assertIsNone(result.code)
                self.assertEqual(len(result.errors), 1)
        self.assertEqual(restricted.compile_restricted_exec("x = 1 +").errors,
                         ("Line 1: SyntaxError: invalid syntax at statement: 'x = 1 +'",))

    def test_long_chains_compile(self):
        for source in ["1+" * 400 + "1", "a" + ".b()" * 150,
                       "if a: pass\n" + "".join(f"elif a == {i}: pass\n" for i in range(250))]:
            result = restricted.compile_restricted_exec(source)
            self.assertEqual(result.errors, ())
        # Each link is a call of a hook around the one before; CPython nests 200 brackets.
        result = restricted.compile_restricted_exec("a" + ".b()" * 250)
        self.assertIn("nests more than 200 brackets", result.errors[0])
        self.assertNotIn("_getattr_", result.errors[0])


class Results(unittest.TestCase):
    def test_stock_hooks_have_signatures(self):
        for hook, names in [
            (Guards.safer_getattr, ["object", "name", "default", "getattr"]),
            (Guards.full_write_guard, ["ob"]),
            (Guards.guarded_setattr, ["object", "name", "value"]),
            (Guards.guarded_delattr, ["object", "name"]),
            (Guards.guarded_unpack_sequence, ["it", "spec", "_getiter_"]),
            (Guards.guarded_iter_unpack_sequence, ["it", "spec", "_getiter_"]),
            (Eval.default_guarded_getitem, ["ob", "index"]),
            (Eval.default_guarded_getiter, ["ob"]),
        ]:
            self.assertEqual(list(inspect.signature(hook).parameters), names)
        self.assertEqual(Guards.safer_getattr("s", "upper", None, None)(), "S")
        self.assertEqual(Guards.safer_getattr("s", "a", None, lambda *given: given), ("s", "a", None))

    def test_compile_result(self):
        result = restricted.compile_restricted_exec("x = y\nz = len")
        code, errors, found, used = result
        self.assertIsInstance(code, types.CodeType)
        self.assertEqual((errors, found, used), ((), [], {"y": True, "len": True}))

    def test_print_warnings(self):
        result = restricted.compile_restricted_exec("def f():\n    print(1)\nprinted\n")
        self.assertEqual(result.warnings, [
            "Line 1: Prints, but never reads 'printed' variable.",
            "Line None: Doesn't print, but reads 'printed' variable."])

    def test_compile_restricted_raises_and_warns(self):
        with self.assertRaises(SyntaxError) as caught:
            restricted.compile_restricted("_a\n_b")
        self.assertEqual(caught.exception.args[0], (
            'Line 1: "_a" is an invalid variable name because it starts with "_"',
            'Line 2: "_b" is an invalid variable name because it starts with "_"'))
        with warnings.catch_warnings(record=True) as seen:
            warnings.simplefilter("always")
            restricted.compile_restricted("print(1)")
        self.assertEqual([w.category for w in seen], [SyntaxWarning])
        with self.assertRaises(TypeError):
            restricted.compile_restricted("1", mode="weird")

    def test_sources_and_policies(self):
        self.assertEqual(eval(restricted.compile_restricted_eval(b"1 + 1").code), 2)
        self.assertEqual(eval(restricted.compile_restricted_eval(bytearray(b"3")).code), 3)
        self.assertEqual(eval(restricted.compile_restricted("_x", mode="eval", policy=None),
                              {"_x": 5}), 5)
        with self.assertRaisesRegex(TypeError, 'Not allowed source type: "int"'):
            restricted.compile_restricted_exec(5)
        with self.assertRaisesRegex(TypeError, "ast.unparse"):
            restricted.compile_restricted_exec(ast.parse("1"))
        with self.assertRaisesRegex(TypeError, "Unallowed policy"):
            restricted.compile_restricted_exec("1", policy=dict)
        with self.assertRaisesRegex(TypeError, "cannot be subclassed"):
            class Mine(restricted.RestrictingNodeTransformer):
                pass

    def test_single(self):
        result = restricted.compile_restricted_single("x = 3")
        scope = {}
        exec(result.code, scope)
        self.assertEqual(scope["x"], 3)

    def test_function(self):
        result = restricted.compile_restricted_function(
            "a, b=2", '"""What it does."""\nfor x in [a, b]:\n    print(x)\nreturn printed + c',
            "not an identifier", globalize=["c"])
        self.assertEqual(result.errors, ())
        host = Host(c="!")
        exec(result.code, host.globals)
        function = host.globals["not an identifier"]
        self.assertEqual(function(1), "1\n2\n!")
        self.assertEqual(function.__doc__, "What it does.")
        lines = {line for _, line in dis.findlinestarts(function.__code__) if line}
        self.assertLessEqual(lines, {1, 2, 3, 4})
        self.assertIn(4, lines)

    def test_function_refusals(self):
        result = restricted.compile_restricted_function("_a", "return _b", "_f")
        self.assertEqual([error.split('"')[1] for error in result.errors], ["_f", "_a", "_b"])
        result = restricted.compile_restricted_function("a", "return (", "f")
        self.assertIsNone(result.code)
        self.assertIn("SyntaxError", result.errors[0])


class Meaning(unittest.TestCase):
    def test_hooks_see_everything(self):
        host = Host(a=[1, 2, 3], d={"k": 4})
        host.run("x = a[0]\ny = a[0:2]\nz = d.get('k')\nd['n'] = 1\ndel d['n']\n"
                 "for i in a: pass\nb, c = a[1:]\nf = [m for m in a]\ng = sum(*[a])\nx += 1\n")
        self.assertEqual(host.hooks(), [
            "getitem", "getitem", "getattr", "write", "write", "getiter", "getitem", "unpack",
            "getiter", "getiter", "getiter", "apply", "inplace"])
        self.assertEqual(host.seen[1][2], slice(0, 2))
        self.assertEqual((host.globals["x"], host.globals["y"]), (2, [1, 2]))

    def test_slices_of_every_shape(self):
        class Item:
            def __getitem__(self, index):
                return index
        item = Item()
        for index in ["1:2", ":", "::", "1:", ":2", "::3", "1:2:3", "1:2, 3", "..., ::2", "()",
                      "1, 2", "(1, 2)", "x, 1:2", "*(1, 2)", "*x_, 3:4", "-1:x:None"]:
            with self.subTest(index):
                if not parses(f"item[{index}]"):
                    self.assertTrue(restricted.compile_restricted_exec(f"item[{index}]").errors)
                    continue
                host = Host(item=item, x=7, x_=(8, 9))
                host.run(f"r = item[{index}]")
                self.assertEqual(host.globals["r"], eval(f"item[{index}]", {
                    "item": item, "x": 7, "x_": (8, 9)}))

    def test_in_place_on_items_and_attributes(self):
        order = []

        def tell(value):
            order.append(value)
            return value
        host = Host(tell=tell, a=[1, 2])
        host.run("class P: pass\np = P()\np.n = 1\np.n += 4\n"
                 "a[tell(1)] += tell(10)\n"
                 "def f():\n    q = P(); q.n = 5\n    q.n *= 3\n    return q.n\nr = f()\n")
        self.assertEqual(host.globals["p"].n, 5)
        self.assertEqual(host.globals["a"], [1, 12])
        self.assertEqual(order, [1, 10])
        self.assertEqual(host.globals["r"], 15)
        self.assertFalse([name for name in host.globals if name.startswith("_stockade")])

    def test_values_are_evaluated_once(self):
        calls = []

        def f():
            calls.append(1)
            return 1, 2
        host = Host(f=f)
        host.run("(a, b) = (c, d) = f()\nx = [y, z] = f()\n")
        self.assertEqual(len(calls), 2)
        self.assertEqual([host.globals[n] for n in "abcdyz"], [1, 2, 1, 2, 1, 2])
        self.assertEqual(host.hooks().count("unpack"), 3)

    def test_list_targets_are_guarded(self):
        host = Host(g=iter([1, 2]), h=[[3, [4, 5]]])
        host.run("[a, b] = g\nfor [c, [d, e]] in h: pass\n")
        self.assertEqual([host.globals[n] for n in "abcde"], [1, 2, 3, 4, 5])
        self.assertIn("unpack", host.hooks())
        self.assertIn("iterunpack", host.hooks())

    def test_with_targets(self):
        class Two:
            def __enter__(self):
                return 1, (2, 3)

            def __exit__(self, *error):
                return False
        host = Host(two=Two())
        host.run("with two as (a, (b, c)), two as [d, e]:\n    for i in [a]:\n        r = a + b + c\n"
                 "class K:\n    with two as (m, n): k = m\n")
        self.assertEqual((host.globals["r"], host.globals["d"], host.globals["e"]), (6, 1, (2, 3)))
        self.assertEqual(host.globals["K"].k, 1)
        self.assertEqual(host.hooks().count("unpack"), 3)
        result = restricted.compile_restricted_exec("with a as (b, c), b as d: pass")
        self.assertIn("nest the statements", result.errors[0])

    def test_docstrings_stay(self):
        host = Host()
        host.run('"""module"""\ndef f():\n    """function"""\n    print(1)\n    return printed\nprint()')
        self.assertEqual(host.globals["f"].__doc__, "function")
        self.assertEqual(host.globals["__doc__"], "module")
        self.assertEqual(host.globals["f"](), "1\n")

    def test_lines_are_the_sources(self):
        source = ("def f(x):\n    while x:\n        print(x)\n        x -= 1\n    return printed\n"
                  "def g(x):\n    with x as (a, b):\n        if a:\n            print(\n"
                  "                b)\n    raise ValueError(\n        1)\n")
        lines = set()

        def walk(code, restrict):
            for _, line in dis.findlinestarts(code):
                if line:
                    lines.add((restrict, code.co_name, line))
            # What a function does before its first statement is on the line of its `def`; since
            # CPython 3.11 every function has something there.
            lines.add((restrict, code.co_name, code.co_firstlineno))
            for constant in code.co_consts:
                if isinstance(constant, types.CodeType):
                    walk(constant, restrict)
        walk(restricted.compile_restricted_exec(source).code, True)
        walk(compile(source, "x", "exec"), False)
        own = {row[1:] for row in lines if row[0]}
        plain = {row[1:] for row in lines if not row[0]}
        self.assertEqual(own, plain)

    def test_more_of_the_language(self):
        host = Host()
        host.run(
            "def counter():\n    n = 0\n    def step() -> int:\n        nonlocal n\n"
            "        n += 1\n        return n\n    return step\n"
            "c = counter()\nc()\nr: int = c()\n"
            "async def co(x): return x + 1\n"
            "async def outer(): return await co(1)\n")
        self.assertEqual(host.globals["r"], 2)
        match = "match r:\n    case 1 | 2 as two: m = two\n    case _: m = None\n"
        if parses(match):
            self.assertEqual(host.run(match)["m"], 2)
        else:
            self.assertTrue(restricted.compile_restricted_exec(match).errors)
        coroutine = host.globals["outer"]()
        with self.assertRaises(StopIteration) as stop:
            coroutine.send(None)
        self.assertEqual(stop.exception.value, 2)

    def test_class_keywords_are_kept(self):
        seen = []

        def metaclass(name, bases, namespace, **keywords):
            seen.append(keywords)
            return type(name, bases, namespace)
        Host(__metaclass__=metaclass).run("class A(x=1): pass")
        self.assertEqual(seen, [{"x": 1}])

    def test_missing_hooks_are_name_errors(self):
        code = restricted.compile_restricted_exec("x = 1\nx += 1").code
        with self.assertRaisesRegex(NameError, "_inplacevar_"):
            exec(code, {})


class StockGuards(unittest.TestCase):
    def test_safe_builtins(self):
        self.assertEqual(len(Guards.safe_builtins), 81)
        for name in ["open", "eval", "exec", "getattr", "type", "object", "list", "__import__"]:
            self.assertNotIn(name, Guards.safe_builtins)
        self.assertIs(Guards.safe_builtins["_getattr_"], Guards.safer_getattr)
        self.assertIs(Guards.safe_globals["__builtins__"], Guards.safe_builtins)

    def test_safer_getattr(self):
        class Name(str):
            def startswith(self, *_):
                return False
        get = Guards.safer_getattr
        self.assertEqual(get([1], "append", None).__name__, "append")
        self.assertIsNone(get([], "nope"))
        self.assertEqual(get([], "nope", 5), 5)
        self.assertEqual(get([], "x", None, lambda o, n, d: (n, d)), ("x", None))
        with self.assertRaises(AttributeError):
            Guards.safer_getattr_raise([], "nope")
        for args, error, text in [
            (([], Name("__class__")), TypeError, "must be str"),
            (([], "__class__"), AttributeError, "starts with"),
            (("", "format"), NotImplementedError, r"format\*"),
            ((str, "format_map"), NotImplementedError, r"format\*"),
            (((i for i in ""), "gi_frame"), AttributeError, "restricted name"),
            ((__import__("string").Formatter(), "get_field"), NotImplementedError, "Formatter"),
            ((__import__("string").Formatter, "vformat"), NotImplementedError, "Formatter"),
        ]:
            with self.subTest(args[1]), self.assertRaisesRegex(error, text):
                get(*args)

    def test_every_inspection_attribute_is_known(self):
        for name in transformer.INSPECT_ATTRIBUTES:
            self.assertTrue(restricted.compile_restricted_exec(f"a.{name}").errors)
            with self.assertRaises(AttributeError):
                Guards.safer_getattr(None, name)

    def test_write_guard(self):
        guard = Guards.full_write_guard
        for plain in [[], {}]:
            self.assertIs(guard(plain), plain)

        class Open:
            _guarded_writes = True

        class Own:
            def __init__(self):
                self.calls = []

            def __guarded_setattr__(self, name, value):
                self.calls.append((name, value))

            def __guarded_delitem__(self, key):
                self.calls.append(key)
        opened = Open()
        self.assertIs(guard(opened), opened)
        own = Own()
        guard(own).x = 1
        del guard(own)[2]
        self.assertEqual(own.calls, [("x", 1), 2])
        with self.assertRaisesRegex(TypeError, "does not support item or slice assignment"):
            guard(own)[1] = 2
        with self.assertRaisesRegex(TypeError, "attribute-less object"):
            del guard(own).x
        with self.assertRaisesRegex(TypeError, "attribute-less object"):
            Guards.guarded_setattr(object(), "x", 1)

    def test_unpacking(self):
        seen = []

        def getiter(x):
            seen.append(x)
            return x
        spec = {"childs": ((-1, {"childs": (), "min_len": 2}),), "min_len": 2}
        self.assertEqual(Guards.guarded_unpack_sequence((1, 2, (3, 4)), spec, getiter),
                         [1, 2, [3, 4]])
        self.assertEqual(seen, [(1, 2, (3, 4)), (3, 4)])
        self.assertEqual(Guards.guarded_unpack_sequence((1,), spec, getiter), [1])
        lazy = Guards.guarded_iter_unpack_sequence([(1, (2, 3))], spec, getiter)
        self.assertEqual(len(seen), 3)  # nothing before the first step
        self.assertEqual(list(lazy), [[1, [2, 3]]])
        deep = value = []
        loop = {"min_len": 1}
        loop["childs"] = ((0, loop),)
        for _ in range(5000):
            value = [value]
        deep.append(deep)
        with self.assertRaises(RecursionError):
            Guards.guarded_unpack_sequence(deep, loop, getiter)

    def test_limits_and_utilities(self):
        self.assertEqual(list(Limits.limited_range(3)), [0, 1, 2])
        with self.assertRaisesRegex(ValueError, "range\\(\\) too large"):
            Limits.limited_range(10**30)
        with self.assertRaisesRegex(ValueError, "zero step"):
            Limits.limited_range(1, 2, 0)
        with self.assertRaises(TypeError):
            Limits.limited_list("ab")
        self.assertEqual(Utilities.reorder([("a", 1), ("b", 2), "c"], with_=["c", "a"]),
                         [("c", "c"), ("a", 1)])
        self.assertEqual(Utilities.test(0, 1, 2, 3), 3)
        self.assertEqual(Utilities.same_type(1, 2, True), 0)
        with self.assertRaises(NotImplementedError):
            Utilities.string.Formatter

    def test_print_collector(self):
        collector = restricted.PrintCollector()
        collector._call_print("a", 1, sep="-", end="")
        self.assertEqual(collector(), "a-1")
        asked = []
        collector = restricted.PrintCollector(lambda o, n: asked.append(n))
        other = restricted.PrintCollector()
        collector._call_print("x", file=other)
        self.assertEqual((asked, other()), (["write"], "x\n"))


class Expressions(unittest.TestCase):
    def test_restriction_capable_eval(self):
        expression = restricted.RestrictionCapableEval(" a[0] +\n b.c ")
        self.assertEqual(sorted(expression.used), ["a", "b"])
        self.assertEqual(expression(a=[1], b=types.SimpleNamespace(c=3)), 4)
        with self.assertRaises(SyntaxError):
            restricted.RestrictionCapableEval("a +")
        with self.assertRaises(SyntaxError):
            restricted.RestrictionCapableEval("_a").eval({})


if __name__ == "__main__":
    unittest.main()
