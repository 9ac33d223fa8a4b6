#include "tests/analyzer/shapes.h"

#include <fmt/format.h>

namespace stockade::analyzer {
namespace {

// A run of parts; "{0}" is the number of the part, "{1}" that of the next one.
std::string Linked(std::string_view part, size_t count) {
  std::string text;
  for (size_t i = 0; i < count; ++i) text += fmt::format(fmt::runtime(part), i, i + 1);
  return text;
}

const Shape kTextShapes[] = {
    {"comments in a block",
     [](size_t n) { return "if x:\n    y\n" + Repeat("    # c\n", n) + "    z\n"; }},
    {"comments before a dedent",
     [](size_t n) { return "if x:\n    y\n" + Repeat("    # c\n", n) + "z\n"; }},
    {"comments at the end", [](size_t n) { return "if x:\n    y\n" + Repeat("# c\n", n); }},
    {"comments in brackets", [](size_t n) { return "x = (\n" + Repeat("# c\n", n) + ")\n"; }},
    {"blank lines", [](size_t n) { return "if x:\n    y\n" + Repeat("\n", n) + "z\n"; }},
    {"continuation lines", [](size_t n) { return "x = 1 + " + Repeat("\\\n", n) + "1\n"; }},
    {"string pieces", [](size_t n) { return "x = (" + Repeat("'a'\n", n) + ")\n"; }},
    {"escapes", [](size_t n) { return "x = '" + Repeat("\\n", n) + "'\n"; }},
    {"backslashes in raw bytes", [](size_t n) { return "x = rb'" + Repeat("\\N", n) + "'\n"; }},
    {"quotes in a long string", [](size_t n) { return "x = '''" + Repeat("''\n", n) + "'''\n"; }},
    {"fields", [](size_t n) { return "x = f'" + Repeat("{a!r:>{b}}{{", n) + "'\n"; }},
    {"dots", [](size_t n) { return "from " + Repeat(".", n) + " import x\n"; }},
    {"attributes", [](size_t n) { return "x" + Repeat(".a", n) + "\n"; }},
    {"signs", [](size_t n) { return "x = " + Repeat("-", n) + "1\n"; }},
    {"not", [](size_t n) { return "x = " + Repeat("not ", n) + "1\n"; }},
    {"lambdas", [](size_t n) { return "x = " + Repeat("lambda: ", n) + "1\n"; }},
    {"sums", [](size_t n) { return "x = 1" + Repeat(" + 1", n) + "\n"; }},
    {"elements", [](size_t n) { return "x = [" + Repeat("1, ", n) + "]\n"; }},
    {"statements on a line", [](size_t n) { return Repeat("x;", n) + "\n"; }},
    {"with and brackets", [](size_t n) { return Repeat("with (a, (b)): pass\n", n); }},
    {"one-line blocks", [](size_t n) { return Repeat("if x: y\nelse: z\n", n); }},
    {"soft keywords",
     [](size_t n) { return Repeat("match(x)\nmatch[x]\ntype(x).y = print\n", n); }},
    {"decorators", [](size_t n) { return Repeat("@a\n", n) + "def f(): pass\n"; }},
};

// Names, scopes, values and what single rules look at.
const Shape kMeaningShapes[] = {
    {"bindings of one name", [](size_t n) { return Repeat("x = y\n", n) + "x()\n"; }},
    {"rebindings through itself", [](size_t n) { return Repeat("x = x.a\n", n); }},
    {"uses of one name",
     [](size_t n) { return "import os as x\n" + Repeat("x.system('a')\n", n); }},
    {"a chain of aliases",
     [](size_t n) {
       return "import os\na0 = os\n" + Linked("a{1} = a{0}\n", n) + Linked("a{0}.system('x')\n", n);
     }},
    {"aliases of one function",
     [](size_t n) { return "import os\n" + Linked("a{0} = os.system\na{0}('x')\n", n); }},
    {"many functions under one name",
     [](size_t n) { return "import os\n" + Linked("f = os.a{0}\n", n) + "f()\n"; }},
    {"a cycle of names",
     [](size_t n) {
       return "a0 = eval\n" + Linked("a{1} = a{0}\na{0}()\n", n) + Linked("a{0} = a{1}\n", n);
     }},
    {"elements of one list",
     [](size_t n) { return "import os\nl = [" + Repeat("os.system, ", n) + "]\nl[0]()\n"; }},
    {"subscripts of one list",
     [](size_t n) { return "l = [eval, eval]\n" + Linked("l[{0}]()\n", n); }},
    {"subscripts of a long list",
     [](size_t n) { return "l = [" + Repeat("eval, ", n) + "]\n" + Linked("l[{0}]()\n", n); }},
    {"values of one dict",
     [](size_t n) { return "d = {" + Linked("'k{0}': eval, ", n) + "}\nd['k0']()\n"; }},
    {"a chain of containers",
     [](size_t n) {
       return "a0 = [eval]\n" + Linked("a{1} = [a{0}]\n", n) + Linked("a{0}[0][0]()\n", n);
     }},
    {"unpacked pairs", [](size_t n) { return Repeat("a, b = exec, eval\n", n) + "a()\n"; }},
    {"one long unpacking",
     [](size_t n) {
       return Linked("a{0}, ", n) + "= " + Repeat("eval, ", n) + "\n" + Linked("a{0}()\n", n);
     }},
    {"targets in a chain", [](size_t n) { return Linked("a{0} = ", n) + "eval\n"; }},
    {"attributes of one class",
     [](size_t n) {
       return "class A:\n" + Linked("    a{0} = eval\n", n) + Linked("A.a{0}()\n", n);
     }},
    {"methods of one class",
     [](size_t n) { return "class A:\n" + Linked("    def m{0}(self): return self.m{0}()\n", n); }},
    {"classes", [](size_t n) { return Linked("class A{0}(B): x = 1\n", n); }},
    {"a chain of bases",
     [](size_t n) {
       return "class A0: x = eval\n" + Linked("class A{1}(A{0}): pass\n", n) +
              Linked("A{0}.x()\n", n);
     }},
    {"functions", [](size_t n) { return Linked("def f{0}(x): return x\n", n); }},
    {"functions that call themselves",
     [](size_t n) { return Linked("def f{0}(x): return f{0}(x)\n", n); }},
    {"functions that call the next",
     [](size_t n) { return Linked("def f{0}(x): return f{1}(x)\n", n); }},
    {"statements of one function",
     [](size_t n) { return "def f(x):\n" + Repeat("    f(x)\n", n); }},
    {"returns of one function",
     [](size_t n) { return "def f(x):\n" + Repeat("    if x: return eval\n", n) + "f(1)()\n"; }},
    {"defaults",
     [](size_t n) {
       return "def f(" + Linked("a{0}=eval, ", n) + "):\n    " + Linked("a{0}();", n) + "\n";
     }},
    {"parameters", [](size_t n) { return "def f(" + Linked("a{0}, ", n) + "): pass\n"; }},
    {"names of one function", [](size_t n) { return "def f():\n" + Linked("    a{0} = 1\n", n); }},
    {"globals of one function",
     [](size_t n) { return "def f():\n" + Linked("    global a{0}; a{0} = 1\n", n); }},
    {"names of the function around",
     [](size_t n) {
       return "def f():\n" + Linked("    a{0} = 1\n", n) + "    def g():\n" +
              Linked("        a{0}\n", n);
     }},
    {"readers of the function around",
     [](size_t n) { return "def f():\n    a = 1\n" + Linked("    def g{0}(): return a\n", n); }},
    {"imports", [](size_t n) { return Linked("import a{0}\n", n); }},
    {"imported names", [](size_t n) { return "from os import (" + Linked("a{0}, ", n) + ")\n"; }},
    {"imports of one module",
     [](size_t n) { return Repeat("import os.path\n", n) + "os.system('x')\n"; }},
    {"star imports", [](size_t n) { return Repeat("from a import *\n", n) + "x()\n"; }},
    {"names after a star import",
     [](size_t n) { return "from a import *\n" + Linked("x{0}()\n", n); }},
    {"names after star imports",
     [](size_t n) { return Linked("from a{0} import *\nx{0}()\n", n); }},
    {"comprehensions", [](size_t n) { return Repeat("x = [a for a in b if a]\n", n); }},
    {"clauses of one comprehension",
     [](size_t n) { return "x = [a " + Repeat("for a in b ", n) + "]\n"; }},
    {"conditions of one comprehension",
     [](size_t n) { return "x = [a for a in b " + Repeat("if a ", n) + "]\n"; }},
    {"lambdas in a list", [](size_t n) { return "x = [" + Repeat("lambda y: y, ", n) + "]\n"; }},
    {"calls in a chain", [](size_t n) { return "x" + Repeat("()", n) + "\n"; }},
    {"methods in a chain", [](size_t n) { return "x" + Repeat(".a()", n) + "\n"; }},
    {"attributes of a module in a chain",
     [](size_t n) { return "import os\nos" + Repeat(".path", n) + "()\n"; }},
    {"subscripts in a chain", [](size_t n) { return "x" + Repeat("[0]", n) + "\n"; }},
    {"arguments", [](size_t n) { return "f(" + Repeat("a, ", n) + ")\n"; }},
    {"keywords", [](size_t n) { return "f(" + Linked("a{0}=1, ", n) + ")\n"; }},
    {"stars", [](size_t n) { return "f(" + Repeat("*a, ", n) + ")\n"; }},
    {"sums of names", [](size_t n) { return "x = a" + Repeat(" + a", n) + "\n"; }},
    {"sums of strings",
     [](size_t n) { return "x = 'a'" + Repeat(" + 'a'", n) + "\ngetattr(y, x)\n"; }},
    {"repetitions", [](size_t n) { return "x = 'a'" + Repeat(" * 2", n) + "\n"; }},
    {"powers", [](size_t n) { return "x = 2" + Repeat(" ** 2", n) + "\n"; }},
    {"shifts", [](size_t n) { return "x = 1" + Repeat(" << 2", n) + "\n"; }},
    {"a string that grows by itself",
     [](size_t n) { return "x = 'a'\n" + Repeat("x = x + x\n", n) + "getattr(y, x)\n"; }},
    {"a string that is built in steps",
     [](size_t n) {
       return "a0 = 'a'\n" + Linked("a{1} = a{0} + 'b'\n", n) + Linked("getattr(x, a{0})\n", n);
     }},
    {"joined characters",
     [](size_t n) { return "getattr(x, ''.join([" + Repeat("chr(97), ", n) + "]))\n"; }},
    {"constant getattr", [](size_t n) { return Repeat("getattr(x, 'a' 'b')\n", n); }},
    {"names from strings", [](size_t n) { return Linked("globals()['a{0}']()\n", n); }},
    {"format fields", [](size_t n) { return "'" + Repeat("{0.a[b]}", n) + "'.format(x)\n"; }},
    {"format calls", [](size_t n) { return Repeat("'{0.a}'.format(x)\n", n); }},
    {"format widths",
     [](size_t n) { return Repeat("'{:9}'.format(x); '%9d' % x; f'{x:9}'\n", n); }},
    {"attrgetter paths",
     [](size_t n) {
       return "from operator import attrgetter\nattrgetter('a" + Repeat(".a", n) + "')(x)\n";
     }},
    {"comparisons", [](size_t n) { return "x = a" + Repeat(" < a", n) + "\n"; }},
    {"and", [](size_t n) { return "x = a" + Repeat(" and a", n) + "\n"; }},
    {"conditions", [](size_t n) { return "x = [" + Repeat("a if b else c, ", n) + "]\n"; }},
    {"elif", [](size_t n) { return "if a: b\n" + Repeat("elif a: b\n", n); }},
    {"handlers", [](size_t n) { return "try: a\n" + Linked("except E{0} as e: a\n", n); }},
    {"try statements", [](size_t n) { return Repeat("try: a\nexcept E as e: e.obj\n", n); }},
    {"with items", [](size_t n) { return "with (" + Repeat("a as b, ", n) + "): pass\n"; }},
    {"cases", [](size_t n) { return "match x:\n" + Linked("    case {0}: pass\n", n); }},
    {"alternatives",
     [](size_t n) { return "match x:\n    case 0" + Linked(" | {0}", n) + ": pass\n"; }},
    {"class patterns",
     [](size_t n) { return "match x:\n" + Repeat("    case A(b=1, __class__=c): pass\n", n); }},
    {"captures of one pattern",
     [](size_t n) { return "match x:\n    case [" + Linked("a{0}, ", n) + "]: pass\n"; }},
    {"keys of a mapping pattern",
     [](size_t n) { return "match x:\n    case {" + Linked("{0}: a{0}, ", n) + "}: pass\n"; }},
    {"loops", [](size_t n) { return Repeat("for a in b: c\n", n); }},
    {"endless loops", [](size_t n) { return Repeat("while True: a\n", n); }},
    {"one long loop", [](size_t n) { return "while True:\n" + Repeat("    if a: b\n", n); }},
    {"a loop over many names",
     [](size_t n) {
       return "while " + Linked("a{0} and ", n) + "b:\n" + Linked("    c{0} = 1\n", n);
     }},
    {"loops in loops",
     [](size_t n) {
       return Repeat("while a:\n    while b:\n        while True:\n            d\n", n);
     }},
    {"one long loop in loops",
     [](size_t n) { return "while a:\n  while b:\n    while c:\n" + Repeat("      d()\n", n); }},
    {"findings", [](size_t n) { return Repeat("eval(x)\n", n); }},
    {"findings on a line", [](size_t n) { return Repeat("eval(x); ", n) + "\n"; }},
    {"findings with nearest names", [](size_t n) { return Linked("import maht{0}\n", n); }},
    {"suppressions",
     [](size_t n) { return Repeat("eval(x)  # stockade: ignore[ST101] because\n", n); }},
    {"suppressions of nothing",
     [](size_t n) { return Repeat("x  # stockade: ignore[ST101] because\n", n); }},
    {"suppressions of many codes",
     [](size_t n) {
       return "eval(x)  # stockade: ignore[" + Repeat("ST101, ", n) + "ST102] because\n";
     }},
    {"names of other scripts", [](size_t n) { return Linked("\u0430{0} = 1\n", n); }},
    {"confusable names", [](size_t n) { return Linked("\u0430{0} = a{0}\n", n); }},
    {"folded names", [](size_t n) { return Linked("\ufb01{0} = 1\n", n); }},
    {"annotations", [](size_t n) { return Linked("x{0}: 'list[int]' = 1\n", n); }},
    {"type parameters", [](size_t n) { return "def f[" + Linked("T{0}, ", n) + "](): pass\n"; }},
    {"private names", [](size_t n) { return "class A:\n" + Linked("    __a{0} = 1\n", n); }},
    {"deletions", [](size_t n) { return Linked("a{0} = 1\ndel a{0}\n", n); }},
    {"walrus", [](size_t n) { return "x = [" + Linked("(a{0} := 1), ", n) + "]\n"; }},
    {"nested definitions",
     [](size_t n) {
       return Repeat(
           "def f():\n    class A:\n        def g(self):\n            return lambda: [x for x in "
           "self]\n",
           n);
     }},
    {"module writes", [](size_t n) { return "import random\n" + Linked("random.a{0} = 1\n", n); }},
    {"names that are not provided",
     [](size_t n) {
       return "import random, os.path\n" + Linked("random.a{0}; os.path.b{0}\n", n);
     }},
    {"dunder definitions",
     [](size_t n) { return "class A:\n" + Repeat("    def __init__(self): pass\n", n); }},
    {"class keywords", [](size_t n) { return "class A(" + Linked("a{0}=1, ", n) + "): pass\n"; }},
    {"encoded text", [](size_t n) { return "x = '" + Repeat("aW1w", n) + "'\n"; }},
    {"code in strings", [](size_t n) { return Repeat("x = 'import os; os.system(1)'\n", n); }},
    {"a long docstring", [](size_t n) { return "'''" + Repeat("word word\n", n) + "'''\n"; }},
};

}  // namespace

std::string Repeat(std::string_view part, size_t count) {
  std::string text;
  text.reserve(part.size() * count);
  for (size_t i = 0; i < count; ++i) text += part;
  return text;
}

std::span<const Shape> TextShapes() { return kTextShapes; }
std::span<const Shape> MeaningShapes() { return kMeaningShapes; }

}  // namespace stockade::analyzer
