"""compile_restricted and its kin."""

import ast
import os
import typing
import warnings
from types import CodeType

from stockade import _native
from stockade.restricted.transformer import RestrictingNodeTransformer


class CompileResult(typing.NamedTuple):
    """What a compile_restricted_* function gives; ``code`` is None when there are errors."""

    code: typing.Optional[CodeType]
    errors: typing.Tuple[str, ...]
    warnings: typing.List[str]
    used_names: typing.Dict[str, bool]


_Source = typing.Union[str, bytes, bytearray]
_Filename = typing.Union[str, bytes, "os.PathLike[typing.Any]"]
_Tree = typing.TypeVar("_Tree", bound=ast.AST)
_Policy = typing.Optional[typing.Type[RestrictingNodeTransformer]]

syntax_error_template = "Line {lineno}: {type}: {msg} at statement: {statement!r}"


def _line_of(source: _Source, line: typing.Optional[int]) -> typing.Optional[str]:
    """A line of the source without its blanks, or None."""
    lines = source.splitlines()
    if not (line and 0 < line <= len(lines)):
        return None
    text = lines[line - 1].strip()
    return text if isinstance(text, str) else text.decode("utf-8", "replace")


def _syntax_error_text(error: SyntaxError, source: _Source, own_text: bool = True) -> str:
    """The text of a SyntaxError. The statement is the source's own line: CPython's later passes do
    not say it, and of printed text (own_text False) it would be another."""
    statement = error.text.strip() if error.text and own_text else None
    if statement is None:
        statement = _line_of(source, error.lineno)
    return syntax_error_template.format(
        lineno=error.lineno, type=type(error).__name__, msg=error.msg, statement=statement)


def _source_bytes(source: object) -> bytes:
    """The text as UTF-8, or TypeError for what is no text."""
    if isinstance(source, str):
        return source.encode("utf-8")
    if isinstance(source, (bytes, bytearray)):
        return bytes(source)
    if isinstance(source, ast.AST):
        raise TypeError(
            "a tree is not taken as source here, because what runs must be what was analysed: "
            "pass the text, or ast.unparse(tree)")
    raise TypeError(f'Not allowed source type: "{type(source).__name__}".')


def _refusal(source: _Source, filename: _Filename, mode: str,
             problem: typing.Tuple[int, str]) -> str:
    """The text of an error that ended the parse: CPython's own where it refuses the text too."""
    try:
        ast.parse(source, filename, mode)
        # Errors of the symbol table and of the compiler come after the parse.
        compile(source, filename, mode, dont_inherit=True)
    except SyntaxError as error:
        return _syntax_error_text(error, source)
    except (TypeError, ValueError, RecursionError, MemoryError) as error:
        return str(error)
    line, message = problem
    return syntax_error_template.format(
        lineno=line, type="SyntaxError", msg=message, statement=_line_of(source, line))


def _move_lines(tree: _Tree, lines: typing.List[int]) -> _Tree:
    """Gives the nodes of printed text the lines of the source (``lines[printed]``)."""
    for node in ast.walk(tree):
        for name in ("lineno", "end_lineno"):
            line = getattr(node, name, None)
            if line is not None and line < len(lines):
                setattr(node, name, max(lines[line], 1))
    return tree


def _code_of(prepared: _native.RestrictedText, filename: _Filename, mode: str) -> CodeType:
    text: typing.Any = prepared.text
    if prepared.lines:
        text = _move_lines(ast.parse(text, filename, mode), prepared.lines)
    code: CodeType = compile(text, filename, mode, dont_inherit=True)
    return code


def _check_policy(policy: object) -> None:
    if not (isinstance(policy, type) and issubclass(policy, RestrictingNodeTransformer)):
        raise TypeError("Unallowed policy provided for RestrictedPython")


def _compile_restricted_mode(source: _Source, filename: _Filename, mode: str, flags: int,
                             dont_inherit: bool, policy: _Policy) -> CompileResult:
    if policy is None:
        code = compile(source, filename, mode=mode, flags=flags, dont_inherit=dont_inherit)
        return CompileResult(code, (), [], {})
    _check_policy(policy)
    try:
        data = _source_bytes(source)
    except UnicodeEncodeError as error:
        return CompileResult(None, (str(error),), [], {})
    prepared = _native.restrict(data, mode)
    if prepared.syntax is not None:
        return CompileResult(
            None, (_refusal(source, filename, mode, prepared.syntax),), [], {})
    used_names = dict.fromkeys(prepared.used_names, True)
    errors = tuple(prepared.errors)
    code = None
    if not errors:
        try:
            code = _code_of(prepared, filename, mode)
        except SyntaxError as error:
            errors = (_syntax_error_text(error, source, own_text=False),)
        except (ValueError, RecursionError, MemoryError) as error:
            errors = (str(error),)
    return CompileResult(code, errors, prepared.warnings, used_names)


def compile_restricted_exec(source: _Source, filename: _Filename = "<string>", flags: int = 0,
                            dont_inherit: bool = False,
                            policy: _Policy = RestrictingNodeTransformer) -> CompileResult:
    """Compiles a module: a CompileResult."""
    return _compile_restricted_mode(source, filename, "exec", flags, dont_inherit, policy)


def compile_restricted_eval(source: _Source, filename: _Filename = "<string>", flags: int = 0,
                            dont_inherit: bool = False,
                            policy: _Policy = RestrictingNodeTransformer) -> CompileResult:
    """Compiles one expression: a CompileResult."""
    return _compile_restricted_mode(source, filename, "eval", flags, dont_inherit, policy)


def compile_restricted_single(source: _Source, filename: _Filename = "<string>", flags: int = 0,
                              dont_inherit: bool = False,
                              policy: _Policy = RestrictingNodeTransformer) -> CompileResult:
    """Compiles one interactive statement: a CompileResult."""
    return _compile_restricted_mode(source, filename, "single", flags, dont_inherit, policy)


def compile_restricted_function(p: str, body: _Source, name: str,
                                filename: _Filename = "<string>",
                                globalize: typing.Optional[typing.Iterable[str]] = None,
                                flags: int = 0, dont_inherit: bool = False,
                                policy: _Policy = RestrictingNodeTransformer) -> CompileResult:
    """Compiles code that defines a function: a CompileResult.

    p: the text of its parameters; body: the text of its body, at the left margin; name: what the
    function is called, an identifier or not; globalize: names that the body uses as globals.
    Lines are counted in the body.
    """
    if policy is not None:
        _check_policy(policy)
    header = f"def masked_function_name({p}): pass\n"
    function = _native.restrict(_source_bytes(header), "exec")
    if function.syntax is not None:
        return CompileResult(
            None, (_refusal(header, "<func wrapper>", "exec", function.syntax),), [], {})
    inside = _native.restrict(_source_bytes(body), "function")
    if inside.syntax is not None:
        return CompileResult(
            None, (_refusal(body, "<func code>", "exec", inside.syntax),), [], {})
    errors = _native.name_errors(name) + function.errors + inside.errors
    used_names = dict.fromkeys(function.used_names + inside.used_names, True)
    code = None
    if not errors:
        wrapper = ast.parse(function.text, "<func wrapper>", "exec")
        tree = ast.parse(inside.text, "<func code>", "exec")
        if inside.lines:
            _move_lines(tree, inside.lines)
        definition = wrapper.body[0]
        assert isinstance(definition, ast.FunctionDef)
        definition.name = name
        definition.body = tree.body or [ast.Pass()]
        if globalize:
            # Behind the docstring, which would be none behind another statement.
            first = 0 if ast.get_docstring(definition, clean=False) is None else 1
            definition.body.insert(first, ast.Global(list(globalize)))
        ast.fix_missing_locations(wrapper)
        try:
            code = compile(wrapper, filename, "exec", dont_inherit=True)
        except SyntaxError as error:
            errors = [_syntax_error_text(error, body, own_text=False)]
    return CompileResult(code, tuple(errors), inside.warnings, used_names)


def compile_restricted(source: _Source, filename: _Filename = "<unknown>", mode: str = "exec",
                       flags: int = 0, dont_inherit: bool = False,
                       policy: _Policy = RestrictingNodeTransformer) -> CodeType:
    """compile() for code that is not trusted: a code object.

    Raises SyntaxError with a tuple of texts when the policy refuses the source; warns with
    SyntaxWarning.
    """
    if mode not in ("exec", "eval", "single", "function"):
        raise TypeError("unknown mode %s", mode)
    if mode == "function":
        raise TypeError("compile a function with compile_restricted_function()")
    result = _compile_restricted_mode(source, filename, mode, flags, dont_inherit, policy)
    for warning in result.warnings:
        warnings.warn(warning, SyntaxWarning, stacklevel=2)
    if result.code is None:
        raise SyntaxError(result.errors)
    return result.code
