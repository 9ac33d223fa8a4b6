"""Changes code objects where no text gives what comes out: guards, names and jump targets are put in place of others.

`verify_code(code, all, bare_names)` is the test's: None when the code may run, else why not. Each change here is one after which
the code does something unguarded, so that the verifier has to refuse all of them.
"""
import ast
import dis
import random
import sys
import types

from mutate import MARKER, bare_names, rewritten

# What one guard gives, another does not: none of these may stand in its place.
OTHERS = {'write': ('reach', 'getiter', 'star', 'join', 'budget', 'getattr', 'apply'),
          'getiter': ('reach', 'own', 'write', 'star', 'join', 'budget', 'getattr'),
          'iterunpack': ('unpack', 'getattr', 'getitem', 'budget'),
          'budget': ('write', 'getattr', 'join', 'apply'),
          'own': ('write', 'getiter', 'join', 'getattr', 'budget'),
          'inplacestore': ('getattr', 'inplacevar', 'pow', 'budget')}
HIDDEN = ('__class__', '__dict__', '__globals__', 'gi_frame', 'mro', '__subclasses__', '_abc_impl')
READS = ('LOAD_ATTR', 'LOAD_METHOD')
SPENDS = ('UNARY_NEGATIVE', 'FOR_ITER', 'GET_ANEXT', 'YIELD_VALUE', 'SEND')
WORD = 2  # bytes of an instruction
SCALE = 1 if sys.version_info >= (3, 10) else 2  # bytes or words of a jump


def codes(code):
    """The code object and those in it, each with the function that makes the whole anew around a changed one."""
    yield code, lambda changed: changed
    for i, constant in enumerate(code.co_consts):
        if isinstance(constant, types.CodeType):
            for inner, around in codes(constant):
                yield inner, lambda changed, i=i, around=around: code.replace(
                    co_consts=code.co_consts[:i] + (around(changed),) + code.co_consts[i + 1:])


def name_of(instruction, code):
    """The attribute or name that the instruction has."""
    return instruction.argval if instruction.opcode in dis.hasname else None


def guard_changes(code):
    used = {ins.arg for ins in dis.get_instructions(code) if ins.opname == 'LOAD_CONST'}
    for i, constant in enumerate(code.co_consts):
        if i in used and isinstance(constant, str) and constant[:1] == MARKER:
            for other in OTHERS.get(constant[1:], ()):
                yield ('%s for %s' % (other, constant[1:]),
                       {'co_consts': code.co_consts[:i] + (MARKER + other,) + code.co_consts[i + 1:]})


def name_changes(code):
    read = {name_of(ins, code) for ins in dis.get_instructions(code)
            if ins.opname in READS or ins.opname in ('STORE_ATTR', 'DELETE_ATTR')}
    loaded = {name_of(ins, code) for ins in dis.get_instructions(code) if ins.opname in ('LOAD_NAME', 'LOAD_GLOBAL')}
    for i, name in enumerate(code.co_names):
        for other in (HIDDEN[:4] if name in read else ()):
            yield '.%s for .%s' % (other, name), {'co_names': code.co_names[:i] + (other,) + code.co_names[i + 1:]}
        if name in loaded:
            yield '__builtins__ for ' + name, {'co_names': code.co_names[:i] + ('__builtins__',) + code.co_names[i + 1:]}


def inside_guards(instructions, code):
    """Offsets at which a guard's constant lies on the stack: from behind it to its subscript."""
    for i in range(len(instructions) - 2):
        constant = instructions[i]
        if (constant.opname == 'LOAD_CONST' and isinstance(constant.argval, str) and constant.argval[:1] == MARKER
                and instructions[i + 1].opname in ('LOAD_FAST', 'LOAD_NAME', 'LOAD_DEREF')
                and instructions[i + 2].opname == 'BINARY_SUBSCR'):
            yield instructions[i + 1].offset
            yield instructions[i + 2].offset


def goes_around(instructions, start, jump):
    """Is there a way from `start` to the jump that spends nothing?"""
    at = {ins.offset: i for i, ins in enumerate(instructions)}
    open_, seen = [at[start]], set()
    while open_:
        i = open_.pop()
        if i in seen or i >= len(instructions):
            continue
        seen.add(i)
        ins = instructions[i]
        if ins.offset == jump:
            return True
        if ins.opname in SPENDS:
            continue
        if ins.opcode in dis.hasjrel + dis.hasjabs and 'SETUP' not in ins.opname:
            open_.append(at[ins.argval])
        if not ins.opname.startswith(('JUMP_BACKWARD', 'JUMP_FORWARD', 'JUMP_ABSOLUTE', 'RETURN', 'RAISE', 'RERAISE')):
            open_.append(i + 1)
    return False


def jump_changes(code):
    instructions = [ins for ins in dis.get_instructions(code) if ins.opname != 'CACHE']
    guarded = set(inside_guards(instructions, code))
    extended = {ins.offset + WORD for ins in instructions if ins.opname == 'EXTENDED_ARG'}
    for ins in instructions:
        if ins.opcode not in dis.hasjrel + dis.hasjabs or ins.offset in extended or 'SETUP' in ins.opname or ins.opname == 'SEND':
            continue
        places = {}
        for target in guarded:
            places[target] = 'into a guard'
        if ins.argval < ins.offset:  # around without what spends
            for other in instructions:
                if ins.argval < other.offset <= ins.offset and goes_around(instructions, other.offset, ins.offset):
                    places.setdefault(other.offset, 'past the budget')
        for target, what in places.items():
            argument = ins.arg + abs(target - ins.offset) // WORD - abs(ins.argval - ins.offset) // WORD
            if SCALE == 2:
                argument = ins.arg + (target - ins.argval)
            elif ins.opcode in dis.hasjabs:
                argument = ins.arg + (target - ins.argval) // WORD
            if (target < ins.offset) != (ins.argval < ins.offset) and ins.opcode not in dis.hasjabs:
                continue
            if 0 <= argument < 256:
                changed = bytearray(code.co_code)
                changed[ins.offset + 1] = argument
                yield '%s at %d goes to %d, %s' % (ins.opname, ins.offset, target, what), {'co_code': bytes(changed)}


def run(tool, paths, most, seed, verify_code):
    """Counts changes of each kind; and what was let through."""
    rng = random.Random(seed)
    counts, through = [0, 0, 0], []
    for path in paths:
        for level in ('proven', 'all'):
            text = rewritten(tool, path, level)
            try:
                bare = bare_names(ast.parse(text))
                whole = compile(text, path, 'exec')
            except (SyntaxError, ValueError, TypeError):
                continue
            if verify_code(whole, level == 'all', bare):
                through.append('%s, %s: refused unchanged' % (path, level))
            for kind, changes in enumerate((guard_changes, name_changes, jump_changes)):
                found = [(around, code, what, change) for code, around in codes(whole) for what, change in changes(code)]
                for around, code, what, change in rng.sample(found, min(most, len(found))):
                    counts[kind] += 1
                    if verify_code(around(code.replace(**change)), level == 'all', bare) is None:
                        through.append('%s, %s, %s (line %d): %s' % (path, level, code.co_name, code.co_firstlineno, what))
    return (*counts, through)
