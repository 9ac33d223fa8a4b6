"""Which stores of a text go to a local that the write guard has passed: by the statements of the text, path by path.

    bad = unpassed(tree)     # ids of Attribute and Subscript targets that some path reaches without the guard

mutate.py asks it; the verifier answers the same from the instructions.
"""
import ast
import sys

MARKER = '\U0010F57C'
EXITS = (ast.Return, ast.Raise)
INLINES = sys.version_info >= (3, 12)  # comprehensions, whose variables then are locals of the function


def meet(*states):
    """What holds on all paths; None is a path that does not arrive."""
    known = [state for state in states if state is not None]
    return frozenset.intersection(*known) if known else None


def passes(node):
    """The name that `"write"[name]` asks about."""
    if (isinstance(node, ast.Subscript) and isinstance(node.value, ast.Constant) and node.value.value == MARKER + 'write'
            and isinstance(node.slice, ast.Name)):
        return node.slice.id
    return None


def inside(node):
    """The expressions of a statement or expression that run with it."""
    stack = [node]
    while stack:
        part = stack.pop()
        yield part
        if not isinstance(part, (ast.Lambda, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            stack.extend(ast.iter_child_nodes(part))


def evaluated(node, state):
    """After an expression: it may have asked the guard, and bound names."""
    asked = {passes(part) for part in inside(node)} - {None}
    bound = set()
    for part in inside(node):
        if isinstance(part, ast.NamedExpr):
            bound.add(part.target.id)
        elif INLINES and isinstance(part, (ast.ListComp, ast.SetComp, ast.DictComp)):
            bound.update(name.id for clause in part.generators for name in ast.walk(clause.target)
                         if isinstance(name, ast.Name))
    return frozenset(state | asked) - bound


def const(node):
    return bool(node.value) if isinstance(node, ast.Constant) else None


class Flow:
    def __init__(self):
        self.bad = set()
        self.loops = []  # of the loops around: states at `break`, states at `continue`

    def target(self, node, state):
        """After a store or delete."""
        if isinstance(node, ast.Name):
            return state - {node.id}
        if isinstance(node, (ast.Tuple, ast.List)):
            for element in node.elts:
                state = self.target(element, state)
            return state
        if isinstance(node, ast.Starred):
            return self.target(node.value, state)
        if isinstance(node.value, ast.Name) and node.value.id not in state:
            self.bad.add(id(node))
        return evaluated(node, state)

    def block(self, body, state):
        for statement in body:
            if state is None:
                break
            state = self.statement(statement, state)
        return state

    def loop(self, node, state, head, once):
        """`head` gives the state in which the body starts, and that in which the loop ends."""
        while True:
            start, end = head(state)
            self.loops.append(([], []))
            body = self.block(node.body, start) if once is not False else None
            breaks, continues = self.loops.pop()
            again = meet(state, body, *continues)
            if again == state:
                end = None if once and isinstance(node, ast.While) else self.block(node.orelse, end)
                return meet(end, *breaks)
            state = again

    def statement(self, node, state):
        if isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
            if node.value is not None and not isinstance(node, ast.AugAssign):
                state = evaluated(node.value, state)
            if isinstance(node, ast.AnnAssign) and node.value is None:
                return state
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                state = self.target(target, state)
            return evaluated(node.value, state) if isinstance(node, ast.AugAssign) else state
        if isinstance(node, ast.Delete):
            for target in node.targets:
                state = self.target(target, state)
            return state
        if isinstance(node, ast.If):
            state = evaluated(node.test, state)
            known = const(node.test)
            return meet(self.block(node.body, state) if known is not False else None,
                        self.block(node.orelse, state) if known is not True else None)
        if isinstance(node, ast.While):
            return self.loop(node, state, lambda s: (evaluated(node.test, s),) * 2, const(node.test))
        if isinstance(node, (ast.For, ast.AsyncFor)):
            state = evaluated(node.iter, state)
            return self.loop(node, state, lambda s: (self.target(node.target, s), s), None)
        if isinstance(node, (ast.With, ast.AsyncWith)):
            for item in node.items:
                state = evaluated(item.context_expr, state)
                if item.optional_vars is not None:
                    state = self.target(item.optional_vars, state)
            self.block(node.body, state)
            return frozenset()  # as far as an exception may have come
        if isinstance(node, (ast.Try, getattr(ast, 'TryStar', ast.Try))):
            ends = [self.block(node.orelse, end) if end is not None else None for end in [self.block(node.body, state)]]
            ends += [self.block(handler.body, frozenset()) for handler in node.handlers]
            if node.finalbody:
                self.block(node.finalbody, frozenset())
                return self.block(node.finalbody, meet(*ends)) if meet(*ends) is not None else None
            return meet(*ends)
        if isinstance(node, getattr(ast, 'Match', ())):
            state = evaluated(node.subject, state)
            ends = [state]
            for case in node.cases:
                bound = {getattr(part, 'name', None) or getattr(part, 'rest', None) for part in ast.walk(case.pattern)}
                start = state - bound
                ends.append(self.block(case.body, evaluated(case.guard, start) if case.guard else start))
                state = start
            return meet(*ends)
        if isinstance(node, ast.Break):
            self.loops[-1][0].append(state)
            return None
        if isinstance(node, ast.Continue):
            self.loops[-1][1].append(state)
            return None
        if isinstance(node, EXITS):
            return None
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            return state - {node.name}
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            return state - {(alias.asname or alias.name).split('.')[0] for alias in node.names}
        return evaluated(node, state)


def unpassed(tree):
    flow = Flow()
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef)):  # their names are no locals: whatever runs may bind them
            flow.bad.update(id(part) for part in inside_body(node)
                            if isinstance(part, (ast.Attribute, ast.Subscript)) and not isinstance(part.ctx, ast.Load))
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            flow.block(node.body, frozenset())
        elif isinstance(node, ast.comprehension):
            flow.target(node.target, frozenset())
    return flow.bad


def inside_body(node):
    for statement in node.body:
        if not isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield from inside(statement)
