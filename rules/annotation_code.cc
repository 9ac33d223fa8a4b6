// ST404
#include "rules/expressions.h"
#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

constexpr NodeKind kKinds[] = {NodeKind::kAnnAssign, NodeKind::kParameter, NodeKind::kFunctionDef,
                               NodeKind::kSubscript};

void CheckAnnotation(const Node* annotation, RuleContext& context) {
  if (annotation == nullptr || annotation->kind != NodeKind::kString) return;
  const std::optional<std::string> text = PlainText(*annotation);
  if (text && text->find_first_of("(:=;") == std::string::npos) return;
  context.Report(*annotation, "the text of this annotation is code that a library may run",
                 "write the annotation as a name, such as \"Node\" or \"list[int]\"");
}

// List["f()"] makes a reference out of the text, as an annotation does. Literal["f()"] is the text
// itself, and what Annotated has after the type is data.
void CheckGeneric(const Node& subscript, RuleContext& context) {
  const Node& index = *subscript.Child(1);
  const bool tuple = index.kind == NodeKind::kTuple;
  if (index.kind != NodeKind::kString && !tuple) return;
  const std::string_view name = LastName(*subscript.Child(0));
  if (name.empty() || name == "Literal") return;
  for (const std::string_view qualified : context.names().QualifiedNameViews(*subscript.Child(0))) {
    if (!qualified.starts_with("typing.") || qualified == "typing.Literal") continue;
    if (!tuple) return CheckAnnotation(&index, context);
    for (const Node* element : index.Children()) {
      CheckAnnotation(element, context);
      if (qualified == "typing.Annotated") break;
    }
    return;
  }
}

void Check(const Node& node, const Policy&, RuleContext& context) {
  if (node.kind == NodeKind::kSubscript) return CheckGeneric(node, context);
  CheckAnnotation(AnnotationOf(node), context);
}

}  // namespace

extern const RuleRow kAnnotationCode;
const RuleRow kAnnotationCode = {
    .doc = {.code = "ST404",
            .name = "annotation-code",
            .summary = "The text of an annotation holds a call, a lambda or an assignment.",
            .why = "typing.get_type_hints and dataclasses evaluate annotations that are texts: `x: "
                   "\"f()\"` is a call of f at a place where nobody looks for one. Names, dots, "
                   "brackets and | are enough for a type. Annotations that are not texts are "
                   "judged as the expressions that they are.",
            .bad = "def f(a: 'print(1)'):\n    return a\n",
            .good = "def f(a: 'list[int] | None'):\n    return a\n",
            .references = "PEP 563, typing.get_type_hints"},
    .kinds = kKinds,
    .check = Check};

}  // namespace stockade::rules
