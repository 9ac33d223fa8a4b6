// ST403
#include <algorithm>

#include "rules/expressions.h"
#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

constexpr NodeKind kKinds[] = {NodeKind::kCall};

// Called with three arguments, each of these makes a class; new_class does with one, too.
constexpr std::string_view kMakers[] = {"builtins.type", "abc.ABCMeta", "enum.EnumMeta",
                                        "enum.EnumType", "types.new_class"};

// type(int) is type.
constexpr std::string_view kBuiltinClasses[] = {
    "bool",   "bytearray", "bytes",     "classmethod", "complex", "dict",  "enumerate",
    "filter", "float",     "frozenset", "int",         "list",    "map",   "memoryview",
    "object", "property",  "range",     "reversed",    "set",     "slice", "staticmethod",
    "str",    "super",     "tuple",     "type",        "zip"};

bool HasStar(const Node& call) {
  for (const Node* argument : call.Child(1)->Children()) {
    if (argument->kind == NodeKind::kStarred || argument->kind == NodeKind::kDoubleStarred) {
      return true;
    }
  }
  return false;
}

bool IsTypeCall(const Node& node, const RuleContext& context) {
  return node.kind == NodeKind::kCall && LastName(*node.Child(0)) == "type" &&
         MayBe(context, *node.Child(0), "builtins.type");
}

// type(int)(...), or with a name, a tuple of bases and a body, whatever the type is.
bool CallsMetaclass(const Node& call, const Node& argument, const RuleContext& context) {
  if (argument.kind == NodeKind::kName && context.names().IsBuiltin(argument) &&
      std::find(std::begin(kBuiltinClasses), std::end(kBuiltinClasses), argument.text) !=
          std::end(kBuiltinClasses)) {
    return true;
  }
  const Node* bases = PositionalArgument(call, 1);
  const Node* body = PositionalArgument(call, 2);
  return bases != nullptr && bases->kind == NodeKind::kTuple && body != nullptr &&
         body->kind == NodeKind::kDict;
}

void Check(const Node& call, const Policy&, RuleContext& context) {
  const Node& function = *call.Child(0);
  const size_t count = call.Child(1) == nullptr ? 0 : call.Child(1)->child_count;
  bool makes = false;
  // type(type(x)) is the metaclass, which makes classes as type does.
  if (IsTypeCall(function, context) && count > 1) {
    const Node* inner = PositionalArgument(function, 0);
    makes =
        inner != nullptr && (IsTypeCall(*inner, context) || CallsMetaclass(call, *inner, context));
  } else if (function.kind != NodeKind::kCall &&
             (count > 1 || HasStar(call) || LastName(function) == "new_class")) {
    for (const std::string_view qualified : context.names().QualifiedNameViews(function)) {
      makes |= std::find(std::begin(kMakers), std::end(kMakers), qualified) != std::end(kMakers);
      // map(type, names, bases, bodies)
      const Node* mapped =
          qualified == "builtins.map" && count > 3 ? PositionalArgument(call, 0) : nullptr;
      makes |= mapped != nullptr && MayBe(context, *mapped, "builtins.type");
    }
  }
  if (!makes) return;
  context.Report(call, "a class made by a call has a body that no rule has seen",
                 "write a class statement; type(x) with one argument tells the type of x");
}

}  // namespace

extern const RuleRow kDynamicClass;
const RuleRow kDynamicClass = {
    .doc = {.code = "ST403",
            .name = "dynamic-class",
            .summary = "A class is made by a call: type() with three arguments, a metaclass, or "
                       "types.new_class.",
            .why = "`type('T', (), {'__getattr__': f})` defines a method whose name is only a text "
                   "in a dict, so that the rules on definitions do not see it. In a run, type "
                   "takes one argument.",
            .bad = "T = type('T', (), {'x': 1})\n",
            .good = "class T:\n    x = 1\n\n\nprint(type(T()) is T)\n",
            .references = "Python library reference, type"},
    .kinds = kKinds,
    .check = Check};

}  // namespace stockade::rules
