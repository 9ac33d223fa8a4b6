// Ways out of the guarded world that have worked elsewhere, each as a program. A program prints
// REACHED when it holds what it wanted; the kernel is not asked. What a library name refuses must
// be refused by the layer and with the words that are expected here, so that an attack that broke
// for another reason fails.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "program.h"

namespace stockade::executor::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

struct Attack {
  const char* name;
  const char* text;
  const char* message;  // part of the exception or refusal
};

const char kEverything[] =
    "append,exceptions,field,fields,register,value,x,y,name,reduce,copy,deepcopy,update_wrapper,"
    "wraps,"
    "dataclass,send,gi_frame,args,split,Enum,Random,throw,get_args,get_origin,attrgetter,"
    "methodcaller,"
    "system,sqrt,dedent,List,Type,data,items,SimpleNamespace,total_ordering,group,expand,func,"
    "default,run,current_task,get_running_loop,update,maxsize,exc_info";

interpreter::LoadRequest Request(const char* text) {
  interpreter::LoadRequest request = Guarded(text);
  request.imports = {"*"};
  std::string names = kEverything;
  for (size_t at = 0; at <= names.size();) {
    const size_t end = std::min(names.find(',', at), names.size());
    request.bare_names.push_back(names.substr(at, end - at));
    at = end + 1;
  }
  return request;
}

const Attack kAttacks[] = {
    // --- names in text
    {"getattr_computed", "print('REACHED', getattr(lambda: -$budget, '__glo' + 'bals__'))",
     "'__globals__' is not available"},
    {"getattr_default_tells_nothing",
     "x = getattr(lambda: -$budget, '__globals__', None)\nassert x is None\nraise "
     "ValueError('none')",
     "none"},
    {"guard_class_then_base", "print('REACHED', $getattr($getattr((), '__class__'), '__base__'))",
     "'__base__' is not available"},
    {"reduce_getattr",
     "import functools\nprint('REACHED', functools.reduce(getattr, ['__class__', '__base__'], ()))",
     "'__base__' is not available"},
    {"str_subclass_name",
     "class S(str):\n    def startswith(self, *a):\n        -$budget\n        return "
     "False\nprint('REACHED', getattr(print, S('__self__')))",
     "attribute name must be string, not 'S'"},
    {"str_subclass_to_guard",
     "class S(str): pass\nprint('REACHED', $getattr(print, S('__self__')))",
     "attribute name must be string, not 'S'"},
    {"print_self", "print('REACHED', getattr(print, '__self__'))", "'__self__' is not available"},
    {"object_getattribute",
     "print('REACHED', getattr(object, '__getattribute__')(print, '__self__'))",
     "'__getattribute__' is not available"},
    {"super_getattribute",
     "class A:\n    def f(self):\n        -$budget\n        return $getattr(super(), "
     "'__getattribute__')\nprint('REACHED', getattr(A(), 'f')())",
     "'__getattribute__' is not available"},
    {"subclasses", "print('REACHED', getattr(object, '__subclasses__')())",
     "'__subclasses__' is not available"},
    {"mro", "print('REACHED', getattr(int, 'mro')())", "'mro' is not available"},
    {"dict_of_class", "print('REACHED', getattr(str, '__dict__'))", "'__dict__' is not available"},
    {"method_func",
     "class A:\n    def f(self): -$budget\nprint('REACHED', getattr(A().f if False else "
     "getattr(A(), 'f'), '__func__'))",
     "'__func__' is not available"},
    {"unknown_dunder", "print('REACHED', getattr(int, '__text_signature__'))",
     "'__text_signature__' is not available"},
    // --- format fields
    {"format_path", "print('REACHED', $getattr('{0.__class__.__base__}', 'format')(()))",
     "'__base__' is not available"},
    {"format_unbound",
     "print('REACHED', list(map($getattr(str, 'format'), ['{0.__globals__}'], [lambda: "
     "-$budget])))",
     "'__globals__' is not available"},
    {"format_item_then_attribute",
     "print('REACHED', $getattr('{0[0].__self__}', 'format')([print]))",
     "'__self__' is not available"},
    {"format_in_specification",
     "print('REACHED', $getattr('{0:{1.__self__}}', 'format')(1, print))",
     "'__self__' is not available"},
    {"format_escaped_braces_before",
     "print('REACHED', $getattr('{{{0.__self__}}}', 'format')(print))",
     "'__self__' is not available"},
    {"format_map", "print('REACHED', $getattr('{a.__self__}', 'format_map')({'a': print}))",
     "'__self__' is not available"},
    {"format_of_subclass",
     "class S(str): pass\nprint('REACHED', $getattr(S('{0.__self__}'), 'format')(print))",
     "'__self__' is not available"},
    {"format_through_super",
     "class S(str):\n    def go(self, x):\n        -$budget\n        return $getattr(super(), "
     "'format')(x)\nprint('REACHED', getattr(S('{0.__self__}'), 'go')(print))",
     "'__self__' is not available"},
    {"format_stored_in_class",
     "class S(str):\n    show = $getattr(str, 'format')\nprint('REACHED', "
     "getattr(S('{0.__self__}'), 'show')(print))",
     "'__self__' is not available"},
    {"user_string",
     "from collections import UserString\nprint('REACHED', getattr(UserString('{0.__self__}'), "
     "'format')(print))",
     "'__self__' is not available"},
    {"user_string_map",
     "from collections import UserString\nprint('REACHED', getattr(UserString('{a.__self__}'), "
     "'format_map')({'a': print}))",
     "'__self__' is not available"},
    {"user_string_super",
     "from collections import UserString\nclass U(UserString):\n    def go(self, x):\n        "
     "-$budget\n        return getattr(super(), 'format')(x)\nprint('REACHED', "
     "getattr(U('{0.__self__}'), 'go')(print))",
     "'__self__' is not available"},
    {"string_formatter",
     "import string\nprint('REACHED', getattr(getattr(string, 'Formatter')(), "
     "'format')('{0.__self__}', print))",
     "'__self__' is not available"},
    {"string_formatter_field",
     "import string\nprint('REACHED', getattr(getattr(string, 'Formatter')(), "
     "'get_field')('0.__globals__', (lambda: -$budget,), {}))",
     "'__globals__' is not available"},
    {"string_formatter_base",
     "import string\nF = getattr(string, 'Formatter')\nclass G(F): pass\nprint('REACHED', "
     "getattr(super(F, G()), 'get_field')('0.__self__', (print,), {}))",
     "has no attribute 'get_field'"},
    {"string_formatter_width",
     "import string\nprint('REACHED', getattr(getattr(string, 'Formatter')(), "
     "'format')('{:999999999}', "
     "1))",
     "a format width"},
    {"logging_style",
     "import logging\nf = getattr(logging, 'Formatter')('{msg.__self__}', style='{')\nr = "
     "getattr(logging, 'makeLogRecord')({'msg': print})\nprint('REACHED', getattr(f, 'format')(r))",
     "'__self__' is not available"},
    // --- classes and metaclasses
    {"type_of_class_called", "print('REACHED', type(int)('X', (), {}))", "type() takes 1 argument"},
    {"class_of_class_called", "print('REACHED', $getattr(int, '__class__')('X', (), {}))",
     "type() takes 1 argument"},
    {"metaclass_of_enum",
     "import enum\nclass E($getattr(enum, 'Enum')):\n    A = 1\nprint('REACHED', type(E)('X', (), "
     "{}))",
     "cannot be called here"},
    {"abc_meta_called", "from abc import ABCMeta\nprint('REACHED', ABCMeta('X', (), {}))",
     "cannot be called here"},
    {"metaclass_lambda", "class C(metaclass=lambda *a: -$budget and (print('REACHED', a))): pass",
     "metaclass= takes"},
    {"metaclass_subclass", "class M(type):\n    x = print('REACHED')\nprint('REACHED')",
     "a metaclass cannot be made here"},
    {"metaclass_subclass_of_abc",
     "from abc import ABCMeta\nclass M(ABCMeta): pass\nprint('REACHED')",
     "a metaclass cannot be made here"},
    {"base_is_instance",
     "class K:\n    def __init__(self, *a): -$budget and print('REACHED', a)\nk = object()\nclass "
     "C(k): pass",
     "a base must be a class"},
    {"mro_entries",
     "class K:\n    def __mro_entries__(self, bases):\n        -$budget\n        return ()",
     "name __mro_entries__ may not be bound"},
    {"enum_convert",
     "import enum\nclass E($getattr(enum, 'Enum')): pass\nprint('REACHED', getattr(E, "
     "'_convert_')('X', 'os', lambda n: -$budget and (n == 'system')))",
     "is private to its library"},
    {"get_origin_type",
     "from typing import get_origin, Type\nprint('REACHED', get_origin(Type[int])('X', (), {}))",
     "type() takes 1 argument"},
    {"get_args_type",
     "from typing import get_args, Union\nprint('REACHED', get_args(Union[type, int])[0]('X', (), "
     "{}))",
     "type() takes 1 argument"},
    {"getattribute_defined",
     "class A:\n    def __getattribute__(self, n):\n        -$budget\n        return print",
     "name __getattribute__ may not be bound"},
    {"class_lies", "class A:\n    __class__ = property(lambda s: -$budget and (int))",
     "name __class__ may not be bound"},
    {"module_forged", "class A:\n    __module__ = 'os'\nprint('REACHED')",
     "name __module__ may not be bound"},
    {"name_forged", "__name__ = 'os'", "name __name__ may not be bound"},
    {"name_forged_by_function", "def f():\n    global __name__\n    -$budget\n    __name__ = 'os'",
     "name __name__ may not be bound"},
    {"group_split",
     "class G(ExceptionGroup):\n    def split(self, c):\n        -$budget\n        return "
     "()\nprint('REACHED')",
     "cannot define split"},
    {"group_split_assigned",
     "class G(ExceptionGroup): pass\n$write(G).split = lambda s, c: -$budget and (())\ntry:\n    "
     "raise G('x', [ValueError()])\nexcept* KeyError:\n    pass\nprint('REACHED')",
     "an exception group cannot be changed"},
    {"group_split_of_instance",
     "g = ExceptionGroup('x', [ValueError()])\n$write(g).split = lambda c: -$budget and "
     "(())\nprint('REACHED')",
     "an exception group cannot be changed"},
    {"group_mixin",
     "class M: pass\nclass G(M, ExceptionGroup): pass\n$write(M).split = lambda s, c: -$budget and "
     "(())\nprint('REACHED')",
     "or have mixins"},
    // --- patterns
    {"match_args_frame", "class C:\n    __match_args__ = ('gi_frame',)\nprint('REACHED')",
     "__match_args__ must be"},
    {"match_args_dunder", "class C:\n    __match_args__ = ('__class__',)\nprint('REACHED')",
     "__match_args__ must be"},
    {"match_args_underscore", "class C:\n    __match_args__ = ('_evaluate',)\nprint('REACHED')",
     "__match_args__ must be"},
    {"match_args_list", "class C:\n    __match_args__ = ['x']\nprint('REACHED')",
     "__match_args__ must be"},
    {"match_args_descriptor",
     "class D:\n    def __get__(self, o, t):\n        -$budget\n        return "
     "('gi_frame',)\nclass C:\n    __match_args__ = D()\nprint('REACHED')",
     "__match_args__ must be"},
    {"match_args_str_subclass",
     "class S(str): pass\nclass C:\n    __match_args__ = (S('gi_frame'),)\nprint('REACHED')",
     "__match_args__ must be"},
    {"match_args_inherited",
     "from collections import namedtuple\nfrom abc import ABC\nP = namedtuple('P', "
     "'gi_frame')\nclass C(ABC, P): pass\nprint('REACHED')",
     "__match_args__ must be"},
    {"match_args_set_later",
     "class C: pass\nsetattr(C, '__match_args__', ('gi_frame',))\nprint('REACHED')",
     "'__match_args__' is not available"},
    {"match_args_of_dataclass",
     "from dataclasses import dataclass\nfrom abc import ABC\n@dataclass\nclass C(ABC):\n    "
     "gi_frame: int\nC.register(type(x for x in $getiter(())))\nmatch (x for x in $getiter(())):\n "
     "   case C(f): print('REACHED', f)",
     "accepts 0 positional sub-patterns"},
    {"match_keyword_dunder", "match ():\n    case object(__class__=c): print('REACHED', c)",
     "attribute __class__ is read without its guard"},
    {"match_keyword_unlisted", "match ():\n    case object(nowhere=c): print('REACHED', c)",
     "attribute nowhere is read without its guard"},
    // --- exceptions, frames
    {"exception_obj",
     "import math\ntry:\n    getattr(math, 'nope')\nexcept AttributeError as e:\n    "
     "print('REACHED', getattr(e, 'obj'))",
     "'obj' is not available"},
    {"exception_traceback",
     "try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    print('REACHED', getattr(e, "
     "'__traceback__'))",
     "'__traceback__' is not available"},
    {"exception_context",
     "try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    print('REACHED', getattr(e, "
     "'__context__'))",
     "'__context__' is not available"},
    {"exit_traceback",
     "class C:\n    def __enter__(self):\n        -$budget\n        return self\n    def "
     "__exit__(self, a, b, tb):\n        -$budget\n        print('REACHED', getattr(tb, "
     "'tb_frame'))\nwith C():\n    1 / 0",
     "'tb_frame' is not available"},
    {"generator_frame", "g = (x for x in $getiter([1]))\nprint('REACHED', getattr(g, 'gi_frame'))",
     "'gi_frame' is not available"},
    {"generator_frame_bare", "g = (x for x in $getiter([1]))\nprint('REACHED', g.gi_frame)",
     "attribute gi_frame is read without its guard"},
    {"coroutine_frame",
     "async def f(): -$budget\nc = f()\ntry:\n    print('REACHED', getattr(c, "
     "'cr_frame'))\nfinally:\n    getattr(c, 'close')()",
     "'cr_frame' is not available"},
    {"async_generator_frame",
     "async def f():\n    -$budget\n    yield 1\nprint('REACHED', getattr(f(), 'ag_frame'))",
     "'ag_frame' is not available"},
    // --- functools, operator, copy, dataclasses, typing, contextlib
    {"update_wrapper_names",
     "import functools\nclass W:\n    def __setattr__(self, n, v):\n        -$budget\n        "
     "print('REACHED', v)\nfunctools.update_wrapper(W(), lambda: -$budget, ('__globals__',), ())",
     "copies only its default attributes"},
    {"update_wrapper_str_subclass",
     "import functools\nclass S(str):\n    def __eq__(self, o):\n        -$budget\n        return "
     "True\n    def __hash__(self):\n        -$budget\n        return "
     "0\nfunctools.update_wrapper(lambda: -$budget, print, (S('__self__'),), ())\nprint('REACHED')",
     "copies only its default attributes"},
    {"update_wrapper_onto_library",
     "import functools, textwrap\nfunctools.update_wrapper(textwrap.dedent, lambda: "
     "-$budget)\nprint('REACHED')",
     "cannot be changed"},
    {"wraps_names",
     "import functools\nfunctools.wraps(print, ('__self__',))(lambda: -$budget)\nprint('REACHED')",
     "copies only its default attributes"},
    {"wraps_library_class_privates",
     "import functools\nfrom fractions import Fraction\n@functools.wraps(Fraction)\ndef f(): "
     "-$budget\nprint('REACHED', getattr(f, '_richcmp'))",
     "has no attribute '_richcmp'"},
    {"singledispatch_text",
     "from functools import singledispatch\n@singledispatch\ndef f(x): -$budget\ndef g(x: "
     "'print(\"REACHED\")'): -$budget\ngetattr(f, 'register')(g)",
     "an annotation is read as names"},
    {"singledispatch_wrapped",
     "from functools import singledispatch\n@singledispatch\ndef f(x): -$budget\nprint('REACHED', "
     "getattr(getattr(f, 'register'), '__closure__'))",
     "'__closure__' is not available"},
    {"singledispatchmethod_text",
     "from functools import singledispatchmethod\nclass A:\n    @singledispatchmethod\n    def "
     "f(self, "
     "x): -$budget\n    @f.register\n    def g(self, x: 'print(\"REACHED\")'): -$budget",
     "an annotation is read as names"},
    {"total_ordering_on_library",
     "import functools\nfrom fractions import "
     "Fraction\nfunctools.total_ordering(Fraction)\nprint('REACHED')",
     "is for classes of the submission"},
    {"attrgetter",
     "import operator\nprint('REACHED', operator.attrgetter('__class__.__base__')(()))",
     "'__base__' is not available"},
    {"attrgetter_type",
     "import operator\nprint('REACHED', type(operator.attrgetter('x'))('__self__')(print))",
     "class function cannot be called here"},
    {"methodcaller",
     "import operator\nprint('REACHED', operator.methodcaller('__subclasses__')(object))",
     "'__subclasses__' is not available"},
    {"copy_slot_state",
     "import copy, textwrap\nfrom types import SimpleNamespace\nn = "
     "SimpleNamespace(**{'__reduce_ex__': lambda p: -$budget and ((lambda: -$budget and "
     "(textwrap.dedent), (), (None, {'x': 1})))})\ncopy.copy(n)\nprint('REACHED')",
     "a copy must be of the type of its original"},
    {"copy_state_names",
     "import copy\nfrom types import SimpleNamespace\nn = SimpleNamespace(**{'__reduce_ex__': "
     "lambda p: -$budget and ((SimpleNamespace, (), (None, {'__class__': "
     "int})))})\ncopy.copy(n)\nprint('REACHED')",
     "a name that may not be set"},
    {"deepcopy_slot_state",
     "import copy, textwrap\nfrom types import SimpleNamespace\nn = "
     "SimpleNamespace(**{'__reduce_ex__': lambda p: -$budget and ((lambda: -$budget and "
     "(textwrap.dedent), (), (None, {'x': 1})))})\ncopy.deepcopy([n])\nprint('REACHED')",
     "a copy must be of the type of its original"},
    {"dataclass_field_name",
     "from dataclasses import dataclass\n@dataclass(init=False)\nclass C:\n    __annotations__ = "
     "{\"x==0 or print('REACHED') or self.x\": int}\nC()\n",
     "field names must be plain identifiers"},
    {"dataclass_field_name_item",
     "from dataclasses import dataclass\n@dataclass(init=False)\nclass C:\n    x: int = 1\n    "
     "__annotations__[\"x==0 or print('REACHED') or self.x\"] = int\n",
     "field names must be plain identifiers"},
    {"dataclass_field_str_subclass",
     "from dataclasses import dataclass\nclass S(str):\n    def isidentifier(self):\n        "
     "-$budget\n        return True\n@dataclass(init=False)\nclass C:\n    __annotations__ = {S('x "
     "y'): int}\n",
     "field names must be plain identifiers"},
    {"dataclass_on_library",
     "from dataclasses import dataclass\nfrom fractions import "
     "Fraction\ndataclass(Fraction)\nprint('REACHED')",
     "is for classes of the submission"},
    {"dataclass_forged_base",
     "from dataclasses import dataclass, field\nfrom enum import Enum\nclass F: pass\nf = "
     "F()\n$write(f).name = \"x: print('REACHED')\"\nE = Enum('E', [('__dataclass_fields__', {'x': "
     "f})])\nclass D(E): pass\ndataclass(D)",
     "an enumeration cannot define __dataclass_fields__"},
    {"dataclass_field_subclass",
     "from dataclasses import dataclass, field\nclass F(type(field())): pass\nprint('REACHED')",
     "Field cannot be a base"},
    {"make_dataclass_field",
     "from dataclasses import make_dataclass\nmake_dataclass('C', [(\"x: print('REACHED')\", "
     "int)])",
     "Field names must be valid identifiers"},
    {"make_dataclass_str_subclass",
     "from dataclasses import make_dataclass\nclass S(str):\n    def isidentifier(self):\n        "
     "-$budget\n        return True\nmake_dataclass('C', [(S(\"x: print('REACHED')\"), int)])",
     "Field names must be valid identifiers"},
    {"make_dataclass_namespace",
     "from dataclasses import make_dataclass\nmake_dataclass('C', [], "
     "namespace={'__getattribute__': lambda "
     "s, n: -$budget and print}, init=False)\nprint('REACHED')",
     "a class cannot define __getattribute__"},
    {"make_dataclass_metaclass",
     "from dataclasses import make_dataclass\nmake_dataclass('C', [], "
     "bases=(type,))\nprint('REACHED')",
     "a metaclass cannot be made here"},
    {"new_class_metaclass",
     "import types\ngetattr(types, 'new_class')('C', (), {'metaclass': lambda *a: -$budget and "
     "print('REACHED')})",
     "metaclass= takes"},
    {"new_class_base", "import types\ngetattr(types, 'new_class')('C', (type,))\nprint('REACHED')",
     "a metaclass cannot be made here"},
    {"new_class_namespace",
     "import types\ngetattr(types, 'new_class')('C', (), {}, lambda s: -$budget and "
     "s.update(__class__=int)"
     ")\nprint('REACHED')",
     "a class cannot define __class__"},
    {"get_type_hints_call",
     "from typing import get_type_hints\ndef f(x: 'print(\"REACHED\")'): "
     "-$budget\nget_type_hints(f)",
     "an annotation is read as names"},
    {"get_type_hints_attribute",
     "from typing import get_type_hints\ndef f(x: 'int.__subclasses__'): "
     "-$budget\nprint('REACHED', get_type_hints(f))",
     "'__subclasses__' is not available"},
    {"get_type_hints_name",
     "from typing import get_type_hints\ndef f(x: '__builtins__'): -$budget\nprint('REACHED', "
     "get_type_hints(f))",
     "name '__builtins__' is not defined"},
    {"get_type_hints_import",
     "from typing import get_type_hints\ndef f(x: '__import__'): -$budget\nprint('REACHED', "
     "get_type_hints(f))",
     "name '__import__' is not defined"},
    {"get_type_hints_of_library",
     "from typing import get_type_hints\nfrom dataclasses import dataclass\n@dataclass\nclass C:\n "
     "   x: "
     "'sys'\nprint('REACHED', get_type_hints(getattr(C, '__init__')))",
     "is not a module, class, method, or function"},
    {"get_type_hints_globals",
     "from typing import get_type_hints\nclass D(dict): pass\ndef f(x: 'y'): "
     "-$budget\nprint('REACHED', "
     "get_type_hints(f, D()))",
     "takes dicts here"},
    {"forward_reference",
     "from typing import get_args, List\nr = get_args(List['print(\"REACHED\")'])[0]\ngetattr(r, "
     "'_evaluate')({}, {}, frozenset())",
     "is private to its library"},
    {"forward_reference_subclass",
     "from typing import get_args, List\nclass R(type(get_args(List['x'])[0])): pass\nr = "
     "R('print(\"REACHED\")')\ngetattr(r, '_evaluate')({}, {}, frozenset())",
     "Cannot subclass special typing classes"},
    {"forward_reference_super",
     "from typing import get_args, List\nclass R(type(get_args(List['x'])[0])):\n    def "
     "go(self):\n        -$budget\n        return getattr(super(), '_evaluate')({}, {}, "
     "frozenset())\ngetattr(R('print(\"REACHED\")'), 'go')()",
     "Cannot subclass special typing classes"},
    {"redirect_stream_name",
     "from contextlib import redirect_stdout\nimport sys\nclass R(redirect_stdout):\n    _stream = "
     "'maxsize'\nwith R(5):\n    pass\nassert sys.maxsize > 5\nraise ValueError('not set')",
     "not set"},
    {"redirect_restores_only_stdout",
     "from contextlib import redirect_stdout\nr = redirect_stdout(None)\nprint('REACHED', "
     "getattr(r, "
     "'_old_targets'))",
     "is private to its library"},
    // Library code that hands on the class of its argument: of a class, it is `type`.
    {"type_through_library_method",
     "from collections import Counter\nt = getattr(Counter, 'copy')(int)\nprint('REACHED', t('X', "
     "(), "
     "{'__getattribute__': 1}))",
     "a class is made by a class statement here"},
    {"type_through_chain_map",
     "from collections import ChainMap\nclass A: maps = [(), {'__getattribute__': "
     "print}]\nprint('REACHED', getattr(ChainMap, 'new_child')(A, 'X'))",
     "a class is made by a class statement here"},
    {"type_through_callback",
     "from collections import Counter\nfrom contextlib import ExitStack\nt = getattr(Counter, "
     "'copy')(int)\nwith ExitStack() as s:\n    getattr(s, 'callback')(t, 'X', (), "
     "{})\nprint('REACHED')",
     "a class is made by a class statement here"},
    {"type_through_map",
     "from collections import Counter\nt = getattr(Counter, 'copy')(int)\nprint('REACHED', "
     "list(map(t, "
     "['X'], [()], [{}])))",
     "a class is made by a class statement here"},
    {"type_in_init_subclass",
     "from collections import Counter\nt = getattr(Counter, 'copy')(int)\nclass A:\n    def "
     "__init_subclass__(cls):\n        -$budget\n        print('REACHED', t('X', (), {}))\nclass "
     "B(A): pass",
     "a class is made by a class statement here"},
    {"abc_meta_through_library",
     "from collections import ChainMap\nfrom abc import ABC\nclass A(ABC): maps = [(), "
     "{}]\nprint('REACHED', "
     "getattr(ChainMap, 'new_child')(A, 'X'))",
     "a class is made by a class statement here"},
    {"type_new_of_library",
     "from collections import Counter\nt = getattr(Counter, 'copy')(int)\nprint('REACHED', "
     "getattr(t, "
     "'__new__')(t, 'X', (), {}))",
     "a class is made by a class statement here"},
    {"function_type_called", "import types\nprint('REACHED', getattr(types, 'FunctionType')(1, 2))",
     "class function cannot be called here"},
    {"code_type_called", "import types\nprint('REACHED', getattr(types, 'CodeType')())",
     "class code cannot be called here"},
    {"function_type_base", "class F(type(lambda: -$budget)): pass\nprint('REACHED')",
     "is not an acceptable base type"},
    {"stand_in_init", "print('REACHED', getattr(type, '__init__')(int, 'X', (), {}))",
     "takes exactly one argument"},
    {"stand_in_new", "print('REACHED', getattr(type, '__new__')(type, 'X', (), {}))",
     "takes no arguments"},
    {"stand_in_of_stand_in", "print('REACHED', type(type)('X', (), {}))",
     "type() takes 1 argument"},
    {"stand_in_attribute", "setattr(type, 'x', 1)\nprint('REACHED')", "cannot be changed"},
    {"facade_class", "import math\nprint('REACHED', type(math)('os'))",
     "cannot create 'module' instances"},
    // --- modules that were opened later
    {"argparse_namespace",
     "import argparse\nfrom fractions import Fraction\np = getattr(argparse, 'ArgumentParser')()\n"
     "getattr(p, 'add_argument')('--x', default=3)\ngetattr(p, 'parse_args')([], "
     "namespace=Fraction)\n"
     "print('REACHED')",
     "class Fraction cannot be changed"},
    {"argparse_destination",
     "import argparse\nclass N:\n    def __setattr__(self, n, v):\n        -$budget\n        "
     "print('REACHED', v)\np = getattr(argparse, 'ArgumentParser')()\ngetattr(p, "
     "'add_argument')('--x', dest='__dict__', action='append')\ngetattr(p, 'parse_args')(['--x', "
     "'1'], "
     "namespace=N())",
     "'__dict__' is not available"},
    {"argparse_file",
     "import argparse\np = getattr(argparse, "
     "'ArgumentParser')(fromfile_prefix_chars='@')\nprint('REACHED', getattr(p, "
     "'parse_args')(['@/etc/hostname']))",
     ""},
    {"argparse_file_type", "from argparse import FileType\nprint('REACHED')", "opens files"},
    {"logging_file", "from logging import FileHandler\nprint('REACHED')", "opens files"},
    {"logging_basic_config_file",
     "import logging\ngetattr(logging, 'basicConfig')(filename='/tmp/x')\nprint('REACHED')",
     "files, processes and the network are not there"},
    {"asyncio_stack",
     "import asyncio\nasync def main():\n    -$budget\n    print('REACHED', "
     "getattr(asyncio.current_task(), 'get_stack')())\nasyncio.run(main())",
     "has no attribute 'get_stack'"},
    {"asyncio_subprocess",
     "import asyncio\nasync def main():\n    -$budget\n    f = asyncio.get_running_loop()\n    "
     "print('REACHED', await getattr(f, 'subprocess_exec')(None, '/bin/sh'))\nasyncio.run(main())",
     ""},
    {"asyncio_executor",
     "import asyncio\nasync def main():\n    -$budget\n    print('REACHED', await "
     "getattr(asyncio.get_running_loop(), 'run_in_executor')(None, print))\nasyncio.run(main())",
     ""},
    {"asyncio_streams", "from asyncio import open_connection\nprint('REACHED')",
     "sockets, processes"},
    {"threading_trace", "from threading import settrace\nprint('REACHED')", "handed frames"},
    {"timeit_text", "import timeit\ngetattr(timeit, 'timeit')(\"print('REACHED')\")",
     "takes a callable here"},
    {"timeit_setup", "import timeit\ngetattr(timeit, 'timeit')(len, \"print('REACHED')\")",
     "takes a callable here"},
    {"warnings_module",
     "import warnings\nclass M: pass\ngetattr(warnings, "
     "'catch_warnings')(module=M())\nprint('REACHED')",
     "takes no module here"},
    {"warnings_source_line",
     "import warnings\nassert 'root' not in getattr(warnings, 'formatwarning')('m', UserWarning, "
     "'/etc/passwd', 1)\nraise ValueError('no line')",
     "no line"},
    {"tokenize_open", "from tokenize import open as o\nprint('REACHED')", "opens files"},
    {"ast_parse", "from ast import parse\nprint('REACHED')", "literal_eval is there"},
    {"literal_eval_code", "from ast import literal_eval\nliteral_eval(\"print('REACHED')\")",
     "malformed node or string"},
    {"doctest", "import doctest\nprint('REACHED')", "it runs text"},
    {"os_system", "from os import system\nprint('REACHED')", "a run has no files, processes"},
    {"sys_modules", "import sys\nprint('REACHED', getattr(sys, 'modules'))",
     "it leads to the interpreter"},
    {"sys_getframe", "import sys\nprint('REACHED', getattr(sys, '_getframe')())",
     "has no attribute '_getframe'"},
    {"exc_info_traceback",
     "import sys\ntry:\n    1 / 0\nexcept ZeroDivisionError:\n    assert getattr(sys, "
     "'exc_info')()[2] is "
     "None\nraise ValueError('none')",
     "none"},
    {"zoneinfo_file",
     "import zoneinfo\nprint('REACHED', getattr(zoneinfo, 'ZoneInfo')('../../etc/passwd'))", ""},
    {"module_type", "import math\nprint('REACHED', type(math)('os'))",
     "cannot create 'module' instances"},
    {"module_init", "import math\nprint('REACHED', getattr(math, '__init__')('os'))",
     "has no attribute '__init__'"},
    {"library_private", "import random\nprint('REACHED', getattr(random, '_os'))",
     "has no attribute '_os'"},
    {"library_private_of_class",
     "from fractions import Fraction\nprint('REACHED', getattr(Fraction, '_richcmp'))",
     "is private to its library"},
    {"library_private_by_subclass",
     "from fractions import Fraction\nclass F(Fraction): pass\nprint('REACHED', getattr(F(1, 2), "
     "'_richcmp'))",
     "is private to its library"},
    // --- imports
    {"import_os", "import os.system\nprint('REACHED')", "import of 'os.system' is not allowed"},
    {"import_builtins", "import builtins\nprint('REACHED')",
     "import of 'builtins' is not possible here"},
    {"import_function", "print('REACHED', __import__('os'))", "name __import__ may not be used"},
    {"builtins_name", "print('REACHED', __builtins__)", "name __builtins__ may not be used"},
    {"build_class_name", "print('REACHED', __build_class__)",
     "name __build_class__ may not be used"},
    {"loader_name", "print('REACHED', __loader__)", "name __loader__ may not be used"},
    {"from_import_falls_back_to_sys_modules", "from json import decoder\nprint('REACHED', decoder)",
     "cannot import name 'decoder' from 'json'"},
    {"from_import_dunder", "from math import __loader__\nprint('REACHED')",
     "name __loader__ may not be"},
    {"from_import_dunder_as", "from math import __loader__ as l\nprint('REACHED')", "__loader__"},
    {"relative_import", "from . import os\nprint('REACHED')", "relative imports are not possible"},
    // --- writes
    {"write_facade", "import math\n$write(math).pi = 3\nprint('REACHED')", "cannot be changed"},
    {"setattr_facade", "import math\nsetattr(math, 'pi', 3)\nprint('REACHED')",
     "cannot be changed"},
    {"setattr_library_class",
     "from fractions import Fraction\nsetattr(Fraction, 'x', 3)\nprint('REACHED')",
     "class Fraction cannot be changed"},
    {"write_library_class",
     "from collections import Counter\n$write(Counter).update = print\nprint('REACHED')",
     "class Counter cannot be changed"},
    {"write_library_function",
     "import textwrap\n$write(textwrap.dedent).x = print\nprint('REACHED')", "cannot be changed"},
    {"delattr_library_class",
     "from collections import Counter\ndelattr(Counter, 'update')\nprint('REACHED')",
     "cannot be changed"},
    {"write_typing_alias", "from typing import List\n$write(List).x = 1\nprint('REACHED')",
     "cannot be changed"},
    {"write_code", "def f(): -$budget\n$write(f).__code__ = 1",
     "attribute __code__ may not be written"},
    {"setattr_code", "def f(): -$budget\nsetattr(f, '__code__', 1)", "'__code__' is not available"},
    {"setattr_class", "class A: pass\nsetattr(A(), '__class__', int)",
     "'__class__' is not available"},
    {"vars_is_a_copy",
     "class A: pass\na = A()\nvars(a)['__reduce_ex__'] = 1\nassert vars(a) == {}\nraise "
     "ValueError('a copy')",
     "a copy"},
    {"vars_of_class",
     "class A:\n    x = 1\nv = vars(A)\nassert '__dict__' not in v and v['x'] == 1\nraise "
     "ValueError('a copy')",
     "a copy"},
    // --- absent builtins
    {"open", "open('/etc/passwd')",
     "name 'open' is not available here: input comes from sys.stdin"},
    {"eval", "print('REACHED', eval('1'))", "name 'eval' is not available here"},
    {"exec_aliased", "e = exec\ne('print(1)')", "name 'exec' is not available here"},
    {"globals", "print('REACHED', globals())", "name 'globals' is not available here"},
    {"absent_has_no_way_on", "print('REACHED', getattr(open, '__self__'))",
     "'__self__' is not available"},
};

class Attacks : public ::testing::TestWithParam<Attack> {};

TEST_P(Attacks, HoldsNothing) {
  const Ended end = RunProgram(Request(GetParam().text));
  ASSERT_TRUE(end.replied) << "wait status " << end.wait_status;
  EXPECT_THAT(end.out, Not(HasSubstr("REACHED")));
  EXPECT_THAT(end.reply.message, HasSubstr(GetParam().message)) << end.reply.type << "\n"
                                                                << end.out;
  EXPECT_NE(end.reply.kind, interpreter::ReplyKind::kOk);
}

INSTANTIATE_TEST_SUITE_P(Known, Attacks, ::testing::ValuesIn(kAttacks),
                         [](const auto& attack) { return std::string(attack.param.name); });

}  // namespace
}  // namespace stockade::executor::tests
