"""Changes rewritten programs at random and asks the verifier about each.

Runs in the interpreter of mutation_test, which gives `verify(text, all, bare_names)`: None when the program
may run, else why not. What is unguarded is decided here, from the syntax tree of the changed text, and by
nothing of the verifier's.
"""
import ast
import random
import re
import subprocess
import sys

from passed import unpassed

MARKER = '\U0010F57C'
LOOPS = {'getiter', 'iterunpack', 'getaiter'}
STARS = LOOPS | {'star', 'unpack'}
# Never read as an attribute, whatever guard the object has passed.
NEVER = re.compile(r'__.*__$|(format|format_map|mro|obj|_abc_impl|_is_protocol|_is_runtime_protocol)$'
                   r'|(tb|f|co|gi|cr|ag|func)_(frame|next|lasti|lineno|back|builtins|code|generator|globals|locals|trace'
                   r'|consts|yieldfrom|running|suspended|await|origin)$')
NAMES = {'__name__', '__file__', '__doc__', '__annotations__'}
METADATA = re.compile(r'__(all|author|version|date|license|email|copyright|status)__$')


def guard_of(node):
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith(MARKER):
        return node.value[1:]
    return None


# Guards of one argument may be subscripted with it.
SUBSCRIPTED = {'reach', 'own', 'write', 'getiter', 'star', 'getaiter', 'join'}


def subscript_of(node):
    """The guard that an expression takes by a subscript. A slice would be its argument."""
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
        guard = guard_of(node.value)
        return guard if guard in SUBSCRIPTED else None
    return None


def call_of(node):
    return guard_of(node.func) if isinstance(node, ast.Call) else subscript_of(node)


def spends(node):
    return isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and guard_of(node.operand) == 'budget'


def literal(node):
    if isinstance(node, (ast.Tuple, ast.List, ast.Set)):
        return True
    return isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes, tuple))


def once(node):
    """`for y in [x]` of a comprehension, which the compiler makes an assignment."""
    return (isinstance(node, ast.comprehension) and not node.is_async and isinstance(node.iter, (ast.List, ast.Tuple))
            and len(node.iter.elts) == 1 and not isinstance(node.iter.elts[0], ast.Starred))


def bare_names(tree):
    """The attributes that the rewriter read without a guard: of an in-place operation, too."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.AugAssign):
            node = node.target
        elif not isinstance(getattr(node, 'ctx', None), ast.Load):
            node = None
        if isinstance(node, ast.Attribute) and call_of(node.value) not in ('reach', 'own'):
            names.add(node.attr)
    for node in ast.walk(tree):
        names.update(getattr(node, 'kwd_attrs', ()))  # of class patterns
    return sorted(names)


# What may stand before a function spends: from 3.13 on the instruction that loads a local is that of a cell, too.
IDLE = (ast.Pass, ast.Expr, ast.Return, ast.Constant, ast.UnaryOp, ast.USub, ast.BoolOp, ast.boolop)
IDLE += (ast.Name, ast.Load) if sys.version_info >= (3, 13) else ()


class Oracle(ast.NodeVisitor):
    """Collects the operations of a text that no guard stands before."""

    def __init__(self, everything, bare, tree):
        self.everything, self.bare, self.found, self.fine, self.functions = everything, bare, [], set(), 0
        self.unpassed = unpassed(tree)

    def was_passed(self, node):
        """Does a store go to a local whose object the write guard has passed before? Where all are asked, it asks anew."""
        return not self.everything and isinstance(node.value, ast.Name) and id(node) not in self.unpassed

    def report(self, node, what):
        self.found.append('%s: %s' % (getattr(node, 'lineno', 0), what))

    def may_read(self, node, name):
        """May `name` be read from what the expression `node` gives?"""
        if NEVER.match(name):
            return False
        passed = call_of(node)
        if passed == 'own':
            return True
        return not name.startswith('_') and (passed == 'reach' or name in self.bare)

    def generic_visit(self, node):
        # The compiler makes nothing of what stands behind a return.
        for field in ('body', 'orelse', 'finalbody'):
            block = getattr(node, field, None)
            for i, statement in enumerate(block if isinstance(block, list) else ()):
                if isinstance(statement, (ast.Return, ast.Raise, ast.Break, ast.Continue)):
                    del block[i + 1:]
                    break
        if (isinstance(node, ast.Try) and isinstance(node.body[-1], (ast.Return, ast.Raise, ast.Break, ast.Continue))):
            node.orelse = []
        if isinstance(node, ast.IfExp) and isinstance(node.test, ast.Constant):
            setattr(node, 'orelse' if node.test.value else 'body', ast.Constant(None))
        outer = self.functions
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            self.functions += 1
        elif isinstance(node, ast.ClassDef):
            self.functions = 0
        if isinstance(node, ast.AnnAssign) and self.functions:
            node.annotation = ast.Constant(None)  # evaluated in modules and classes only
        self.look(node)
        super().generic_visit(node)
        self.functions = outer

    def look(self, node):
        guard = guard_of(node)
        if guard is not None and id(node) not in self.fine:
            self.report(node, 'a guard as a value')
        if isinstance(node, ast.Call) and guard_of(node.func) not in (None, 'budget'):
            self.fine.add(id(node.func))
        if subscript_of(node) is not None:
            self.fine.add(id(node.value))
        if spends(node):
            self.fine.add(id(node.operand))
        if (isinstance(node, (ast.For, ast.AsyncFor, ast.comprehension)) and call_of(node.iter) not in LOOPS
                and not once(node)):
            self.report(node, 'a loop')
        if isinstance(node, ast.YieldFrom) and call_of(node.value) not in LOOPS:
            self.report(node, 'yield from')
        if (isinstance(node, ast.Starred) and isinstance(node.ctx, ast.Load) and call_of(node.value) not in STARS
                and not literal(node.value)):
            self.report(node, 'a star')
        if isinstance(node, ast.Attribute):
            passed = call_of(node.value)
            if isinstance(node.ctx, ast.Load):
                if not self.may_read(node.value, node.attr):
                    self.report(node, 'attribute ' + node.attr)
            elif (passed != 'write' and (passed != 'own' or isinstance(node.ctx, ast.Del))
                  and not self.was_passed(node)):
                self.report(node, 'a write to ' + node.attr)
        for name in getattr(node, 'kwd_attrs', ()):
            if name not in self.bare or name.startswith('_'):
                self.report(node, 'pattern attribute ' + name)
        if isinstance(node, (ast.BinOp, ast.AugAssign)) and isinstance(node.op, (ast.Pow, ast.LShift)):
            try:  # constants are folded
                ast.literal_eval(node)
                folded = True
            except Exception:
                folded = isinstance(node, ast.BinOp) and not any(
                    isinstance(part, (ast.Name, ast.Call, ast.Attribute, ast.Subscript)) for part in ast.walk(node))
            step = node.right if isinstance(node, ast.BinOp) else node.value
            if not folded and not isinstance(step, ast.Constant):  # small steps may be bare
                self.report(node, 'a power or shift')
        if (isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Attribute)
                and not self.may_read(node.target.value, node.target.attr)):
            self.report(node, 'an attribute in place')
        if isinstance(node, ast.Name) and re.match(r'__\w+__$', node.id):
            if isinstance(node.ctx, ast.Load) and node.id in ('__builtins__', '__import__', '__loader__', '__spec__'):
                self.report(node, 'name ' + node.id)
            # In a function it is a local of its own.
            if not isinstance(node.ctx, ast.Load) and not self.functions and node.id in ('__builtins__', '__getattribute__', '__dict__'):
                self.report(node, 'name ' + node.id)
        if isinstance(node, ast.While) and not any(spends(part) for part in ast.walk(node)):
            self.report(node, 'a while loop')
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            # Nothing but a constant is given.
            body = node.body if isinstance(node.body, list) else [node.body]
            idle = all(isinstance(part, IDLE)
                       for statement in body for part in ast.walk(statement))
            if not idle and not any(spends(part) for s in body for part in ast.walk(s)):
                self.report(node, 'a function')
        if (self.everything and isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store)
                and call_of(node.value) != 'write' and not isinstance(node.value, (ast.List, ast.Dict))  # made just there
                and not self.was_passed(node)):
            self.report(node, 'an item store')
        if self.everything and isinstance(node, ast.AugAssign):
            self.report(node, 'in place')


def unguarded(text, everything, bare):
    tree = ast.parse(text)
    oracle = Oracle(everything, bare, tree)
    oracle.visit(tree)
    return oracle.found


GUARD = re.compile('"%s([a-z]+)"' % MARKER)
INSERTS = ['x.nope', 'x.__class__', 'x.f_globals', '().__class__', 'x.y = 1', 'del x.y', '__builtins__', '__builtins__ = {}',
           'x ** x', 'x << x', 'x **= 2', '[*x]', 'print(*x)', 'for i in x: pass', 'while x: pass',
           '[i for i in x]', 'def f(): return f()', 'f = lambda: f()', 'y = "%sgetattr"' % MARKER,
           'print("%swrite")' % MARKER, '(x, "%sgetattr")' % MARKER, 'x.y += 1', 'x: int = y.nope', 'yield_ = x.gi_frame',
           'with x: z.nope', 'import os; os.nope', 'from os import __dict__', 'class A: __dict__ = x',
           'class A: __getattribute__ = x', 'async def f(): return [i async for i in x]', 'x = y = z.nope = 1',
           'f"{x.nope}"', 'try: x.nope\nexcept x.nope as e: pass', 'lambda: x.nope', 'def f(a=x.nope): pass',
           'assert x.nope', 'raise x.nope', 'global q; q.nope', '-"%sgetattr"' % MARKER, '"%snone"()' % MARKER]
# What one guard passed is no more than that guard's.
INSERTS += [text.replace('$', MARKER) for text in (
    '"$reach"(x)._nope', '"$reach"(x).__class__', '"$reach"(x).f_globals', '"$reach"(x).format', '"$reach"(x).nope = 1',
    '"$reach"(x).nope += 1', 'del "$reach"(x).nope', '"$own"(x).__dict__', '"$own"(x).gi_frame', '"$own"(x).mro',
    '"$own"(x)._abc_impl', 'del "$own"(x)._nope', '"$own"(x)._abc_impl += 1', '"$write"(x)._nope', '"$write"(x)._nope += 1',
    '"$getattr"(x, "y").nope', '"$reach"(x).y.nope', 'y = "$reach"(x); y.nope', 'y = "$own"(x); y._nope',
    '("$reach"(x) if x else x).nope', '("$reach"(x) or x).nope', '"$reach"(*x).y.nope', '[*"$reach"(x)]', 'print(*"$own"(x))',
    'for i in "$star"(x): pass', 'for i in "$reach"(x): pass', '[i for i in "$star"(x)]', 'y = "$star"(x); print(*y)',
    'match "$reach"(x):\n case y(nope=1): pass', 'with "$reach"(x) as y: y.nope', '"$reach"(x).y(*x)', '-"$reach"',
    '"$write"[x].nope', '"$write"[x]._nope', '"$own"[x].__dict__', '"$reach"[x]._nope', '"$reach"[x].nope = 1', 'del "$own"[x]._nope',
    '"$write"[x] = 1', 'del "$write"[x]', '"$write"[x] += 1', '"$write"[x:x].y = 1', '"$getattr"[x, "y"].nope', '"$budget"[x]',
    '"$apply"[x]', '"$write"["$own"].y = 1', '"$write"[0].y = 1', '"$own"[1].y = 1', 'for i in "$own"[x]: pass', '[*"$write"[x]]',
    'for i in "$getiter"[0]: pass', '"$pow"[x]', '("$own" if x else "$reach")[x]._y', 'y = "$own"[x]; y._nope', 'x["$own"]',
    'def f(): -"$budget"; yield from "$star"(x)', '"$reach"("$getattr").y', 'print("$reach")', '"$reach" .y')]


def mutate(text, rng, guards):
    places = list(GUARD.finditer(text))
    kind = rng.randrange(10)
    if kind == 9:  # a name that is written to is bound anew, on every path or on some
        written = list(re.finditer(r'^( +).*?\b([a-z_]+)(?:\]|)(?:\.[a-z_]+|\[[a-z0-9_]+\]) =', text, re.M))
        if written:
            place = rng.choice(written)
            line = rng.choice(['%s = x', 'if x: %s = x', 'del %s', 'for %s in "$getiter"[x]: pass', '(%s := x)',
                               'try: x()\nexcept x as %s: pass', 'with x as %s: pass', 'import x as %s', 'def %s(): pass',
                               'class %s: pass', 'x, *%s = x', 'lambda: %s', 'nonlocal_ = [%s for %s in "$getiter"[x]]',
                               'while -"$budget" and (%s := x): pass', 'global %s'])
            line = place[1] + line.replace('%s', place[2]).replace('$', MARKER).replace('\n', '\n' + place[1])
            at = text.rfind('\n', 0, rng.choice([place.start(), place.end()])) + 1
            return text[:at] + line + '\n' + text[at:]
    if kind == 8:  # the other brackets
        brackets = re.search(r'"%s[a-z]+"(?:\(([^()\[\]]*)\)|\[([^()\[\]]*)\])' % MARKER, text[rng.randrange(len(text)):])
        if brackets:
            inner = brackets[1] if brackets[1] is not None else brackets[2]
            other = '[%s]' if brackets[1] is not None else '(%s)'
            return text.replace(brackets[0], brackets[0][:brackets[0].index('"', 1) + 1] + other % inner, 1)
    if kind in (0, 1, 2, 3, 7) and places:
        place = rng.choice(places)
        start, end = place.span()
        if kind == 0:  # dropped: its argument stays
            argument = re.match(r'\[([^()\[\]]*)\]', text[end:])
            if argument:
                return text[:start] + '(' + argument[1] + ')' + text[end + argument.end():]
            return text[:start] + ('True' if place[1] == 'budget' else '') + text[end:]
        if kind == 1:  # renamed
            return text[:start] + '"%s%s"' % (MARKER, rng.choice(guards)) + text[end:]
        if kind == 2:  # another callable
            return text[:start] + rng.choice(['iter', 'x', '(lambda *a: a)', 'getattr', '"getiter"', 'x.nope']) + text[end:]
        if kind == 3:  # moved
            without = text[:start] + ('True' if place[1] == 'budget' else 'x') + text[end:]
            other = rng.choice([m.start() for m in re.finditer(r'\b[a-z]+\b', without)] or [0])
            return without[:other] + place[0] + without[other:]
        other = rng.choice([name for name in guards if name != place[1]])
        return text[:start] + '(%s if x else "%s%s")' % (place[0], MARKER, other) + text[end:]
    if kind == 4:  # a line of our own
        lines = text.split('\n')
        at = rng.randrange(len(lines))
        indent = re.match(r' *', lines[at])[0]
        lines[at:at] = [indent + line for line in rng.choice(INSERTS).split('\n')]
        return '\n'.join(lines)
    if kind == 5:  # attribute instead of an argument
        found = [*re.finditer(r'"%sgetattr"\(([A-Za-z_]+), "([A-Za-z_]+)"\)' % MARKER, text),
                 *re.finditer(r'"%s(?:reach|own)"[([]([A-Za-z_]+)[)\]]\.([A-Za-z_]+)' % MARKER, text)]
        if found:
            place = rng.choice(found)
            return text[:place.start()] + place[1] + '.' + place[2] + text[place.end():]
    # two names or numbers change places
    words = list(re.finditer(r'\b[A-Za-z_]{2,}\b', text))
    if len(words) < 2:
        return text
    a, b = sorted(rng.sample(words, 2), key=lambda m: m.start())
    return text[:a.start()] + b[0] + text[a.end():b.start()] + a[0] + text[b.end():]


def rewritten(tool, path, level):
    done = subprocess.run([tool, 'rewrite', '--no-check', '--spelling', 'constants', '--guards', level, path],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return done.stdout.decode() if done.returncode == 0 else None


def run(tool, paths, wanted, seed, verify, guards):
    """`guards`: the constant names of all, and one that is none.

    Counts: programs asked about, refused ones, unguarded ones; and what was let through."""
    rng = random.Random(seed)
    programs, skipped = [], 0
    for path in paths:
        for level in ('proven', 'all'):
            text = rewritten(tool, path, level)
            try:
                tree = ast.parse(text)
            except (SyntaxError, ValueError, TypeError):
                skipped += 1
                continue
            bare = bare_names(tree)
            problem = verify(text, level == 'all', bare)
            if problem:
                return (0, 0, 0, ['%s, %s, unchanged: %s' % (path, level, problem)])
            programs.append((path, level, text, bare))
    asked = refused = bad = 0
    through = []
    while programs and asked < wanted:
        path, level, text, bare = rng.choice(programs)
        changed = mutate(text, rng, guards)
        if rng.random() < 0.2:
            changed = mutate(changed, rng, guards)
        names = [n for n in bare if rng.random() > 0.02]
        try:
            compile(changed, path, 'exec')
            wrong = unguarded(changed, level == 'all', set(names))
        except (SyntaxError, ValueError):
            continue
        asked += 1
        problem = verify(changed, level == 'all', names)
        refused += problem is not None
        bad += bool(wrong)
        if wrong and problem is None:
            line = changed.split('\n')[max(int(wrong[0].split(':')[0]), 1) - 1].replace(MARKER, '$').strip()
            through.append('%s, %s: %s: %s\n%s' % (path, level, wrong[0], line, changed.replace(MARKER, '$')))
    return (asked, refused, bad, through)
