// ST302
#include <fmt/format.h>

#include <algorithm>

#include "rules/expressions.h"
#include "rules/format_fields.h"
#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

constexpr NodeKind kKinds[] = {NodeKind::kCall, NodeKind::kStringPiece, NodeKind::kFStringText,
                               NodeKind::kAssign};

// Functions that take the name of an attribute as a text.
struct Getter {
  std::string_view qualified;
  std::string_view name;
  size_t argument;  // where the name is
  bool dotted;      // all arguments from there on are names, and may be paths: "a.b"
};
constexpr Getter kGetters[] = {
    {"builtins.getattr", "getattr", 1, false},
    {"builtins.setattr", "setattr", 1, false},
    {"builtins.hasattr", "hasattr", 1, false},
    {"builtins.delattr", "delattr", 1, false},
    {"builtins.object.__setattr__", "__setattr__", 1, false},
    {"builtins.object.__delattr__", "__delattr__", 1, false},
    {"operator.attrgetter", "attrgetter", 0, true},
    {"operator.methodcaller", "methodcaller", 0, false},
    {"inspect.getattr_static", "getattr_static", 1, false},
};

void CheckName(std::string_view name, const Node& at, const Policy& policy, RuleContext& context) {
  const std::optional<std::string> problem = policy.AttributeProblem(name);
  if (!problem) return;
  context.Report(at,
                 fmt::format("the text names the attribute \"{}\", which is forbidden here: {}",
                             name, *problem),
                 std::string(policy.attributes.Reason(name)));
}

void CheckPath(std::string_view path, const Node& at, const Policy& policy, RuleContext& context) {
  for (;;) {
    const size_t dot = path.find('.');
    CheckName(path.substr(0, dot), at, policy, context);
    if (dot == std::string_view::npos) return;
    path.remove_prefix(dot + 1);
  }
}

// \N{...} needs the table of character names to be read, which the checker does without.
bool HasNamedEscape(const Node& string) {
  if (string.kind != NodeKind::kString) return false;
  for (const Node* piece : string.Children()) {
    if (piece->Has(analyzer::kNamedEscape)) return true;
  }
  return false;
}

void ReportEscape(const Node& at, RuleContext& context) {
  context.Report(at, "the name of an attribute is spelled with \\N{...}",
                 "write the characters themselves");
}

// A field of this text has an escape in its path: "{0.\N{LOW LINE}_class__}". The text of a piece
// with named escapes is the source, nothing is decoded in it.
bool HasEscapeInField(std::string_view text) {
  bool in_path = false;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\') {
      if (in_path) return true;
      if (text.substr(i, 3) == "\\N{")
        i = std::min(text.find('}', i), text.size());
      else
        ++i;
    } else if (text[i] == '{') {
      in_path = true;
    } else if (text[i] == '}' || text[i] == ':' || text[i] == '!') {
      in_path = false;
    }
  }
  return false;
}

// getattr(os, "system") is os.system, whatever [attributes] says.
void CheckResolved(const Node& call, std::string_view name, const Policy& policy,
                   RuleContext& context) {
  const Node* object = PositionalArgument(call, 0);
  if (object == nullptr) return;
  for (const std::string_view module : context.names().QualifiedNameViews(*object)) {
    const std::string_view entry = policy.names.ForbiddenEntry(fmt::format("{}.{}", module, name));
    if (!entry.empty()) {
      context.Report(call, fmt::format("this is \"{}\", which is forbidden here", entry),
                     std::string(policy.names.Reason(entry)));
      return;
    }
    if (module.starts_with("builtins.")) continue;
    const std::string internal = ModuleInternals(policy.imports, module, name);
    if (!internal.empty()) {
      context.Report(call, fmt::format("\"{}\" {}", name, internal),
                     fmt::format("use a documented name of {}", module));
      return;
    }
  }
}

// Cheap, because every call of a text comes here: the name of a getter, or a name that the text
// binds and that may therefore be an alias of one.
bool MayBeGetter(const Node& function, const RuleContext& context) {
  const std::string_view last = LastName(function);
  for (const Getter& getter : kGetters) {
    if (getter.name == last) return true;
  }
  return function.kind == NodeKind::kName && !context.names().IsBuiltin(function);
}

void CheckCall(const Node& call, const Policy& policy, RuleContext& context) {
  const Node& function = *call.Child(0);
  if (const Node* stored = StoredName(call)) {
    for (const std::string& text : context.names().ConstantStrings(*stored)) {
      CheckName(text, *stored, policy, context);
    }
    return;
  }
  if (!MayBeGetter(function, context)) return;
  for (const std::string_view qualified : context.names().QualifiedNameViews(function)) {
    for (const Getter& getter : kGetters) {
      if (qualified != getter.qualified) continue;
      for (size_t i = getter.argument; i <= ArgumentCount(call); ++i) {
        const Node* argument = PositionalArgument(call, i);
        if (argument == nullptr) break;
        const std::vector<std::string> texts = context.names().ConstantStrings(*argument);
        if (texts.empty() && HasNamedEscape(*argument)) ReportEscape(*argument, context);
        for (const std::string& text : texts) {
          CheckPath(text, *argument, policy, context);
          if (getter.argument == 1) CheckResolved(call, text, policy, context);
        }
        if (!getter.dotted) break;
      }
      return;
    }
  }
}

// ("{0.__gl" + "obals__}").format(f): the fields of a text that is put together from constants. A
// text that stands there whole is looked at as a piece.
void CheckFormat(const Node& call, const Policy& policy, RuleContext& context) {
  const Node& function = *call.Child(0);
  if (function.text != "format" && function.text != "format_map") return;
  const Node* text = function.Child(0);
  if (text->kind == NodeKind::kName && context.names().IsBuiltin(*text) && text->text == "str") {
    text = PositionalArgument(call, 0);  // str.format("...", f)
  }
  if (text == nullptr || (text->kind == NodeKind::kString && text->child_count == 1)) return;
  for (const std::string& value : context.names().ConstantStrings(*text)) {
    for (std::string_view name : ParseFormat(value).attributes) {
      CheckName(name, *text, policy, context);
    }
  }
}

// `__match_args__ = ("x", "y")`: class patterns read these attributes.
void CheckMatchArgs(const Node& assign, const Policy& policy, RuleContext& context) {
  for (const Node* target : assign.Children().subspan(1)) {
    if (target->kind != NodeKind::kName || target->text != "__match_args__") continue;
    const Node& value = *assign.Child(0);
    if (value.kind != NodeKind::kTuple && value.kind != NodeKind::kList) return;
    for (const Node* element : value.Children()) {
      const std::optional<std::string> text = context.names().ConstantString(*element);
      if (text) CheckName(*text, *element, policy, context);
    }
  }
}

void Check(const Node& node, const Policy& policy, RuleContext& context) {
  switch (node.kind) {
    case NodeKind::kAssign:
      return CheckMatchArgs(node, policy, context);
    case NodeKind::kCall:
      if (node.Child(0)->kind == NodeKind::kAttribute) CheckFormat(node, policy, context);
      if (ArgumentCount(node) == 0) return;
      return CheckCall(node, policy, context);
    default:
      if (node.Has(analyzer::kBytes) || node.text.find('{') == std::string_view::npos) return;
      if (node.Has(analyzer::kNamedEscape) && HasEscapeInField(node.text)) {
        return ReportEscape(node, context);
      }
      for (std::string_view name : ParseFormat(node.text).attributes) {
        CheckName(name, node, policy, context);
      }
  }
}

}  // namespace

extern const RuleRow kAttributeString;
const RuleRow kAttributeString = {
    .doc = {.code = "ST302",
            .name = "attribute-string",
            .summary = "A text names a forbidden attribute: in getattr, attrgetter, a format field "
                       "or __match_args__.",
            .why = "getattr(f, '__glo' + 'bals__') and '{0.__globals__}'.format(f) read the "
                   "attribute as f.__globals__ does. Texts are judged after escapes and "
                   "concatenation are decoded; what is only known at run time is left to the "
                   "guards, or refused with [attributes] computed = \"forbid\".",
            .bad = "print('{0.__class__.__mro__}'.format(1))\n",
            .good = "print('{0.real}'.format(1))\n",
            .references = "CVE-2023-41039, CVE-2024-47532"},
    .kinds = kKinds,
    .check = Check};

}  // namespace stockade::rules
