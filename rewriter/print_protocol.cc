// Level::kProtocol: what RestrictedPython's protocol spells otherwise, with the hooks that its
// hosts supply and plain syntax, because such a host knows no other guard.
//
//   o.a += v       _stockade_object = o; _write_(_stockade_object).a = _inplacevar_("+=", ...
//   o[i] += v      the same, with _stockade_index
//   _getitem_(o, i:j)      _getitem_(o, [].__class__[i:j].__args__[0])
//   with c as (a, b): ...  with c as _stockade_with1: (a, b) = _unpack_sequence_(_stockade_with1,
//   ... print, printed         _print._call_print, _print()
#include <algorithm>
#include <iterator>
#include <unordered_set>

#include "rewriter/printer.h"
#include "rewriter/statements.h"

namespace stockade::rewriter {

using analyzer::Node;
using analyzer::NodeKind;
using executor::GuardId;

namespace {

constexpr std::string_view kObject = "_stockade_object", kIndex = "_stockade_index";
constexpr std::string_view kPrintPrologue = "_print = _print_(_getattr_)";
constexpr std::string_view kProtocolNames[] = {"_print", "_print_", "__metaclass__"};

bool IsFutureImport(const Node& statement) {
  return statement.kind == NodeKind::kImportFrom && statement.text == "__future__" &&
         statement.op == 0;
}

const Node& BlockOf(const Node& owner) {
  switch (owner.kind) {
    case NodeKind::kFunctionDef:
      return *owner.Child(5);
    case NodeKind::kWith:
      return *owner.Child(0);
    default:
      return owner;
  }
}

bool Names(const Node* tree, const std::unordered_set<std::string_view>& names) {
  std::vector<const Node*> open = {tree};
  while (!open.empty()) {
    const Node* node = open.back();
    open.pop_back();
    if (node == nullptr) continue;
    if (node->kind == NodeKind::kName && names.contains(node->text)) return true;
    for (const Node* child : node->Children()) open.push_back(child);
  }
  return false;
}

}  // namespace

bool IsProtocolName(std::string_view name) {
  return std::find(std::begin(kProtocolNames), std::end(kProtocolNames), name) !=
         std::end(kProtocolNames);
}

// The scopes that have a print collector: module and functions, as RestrictedPython has it; a
// lambda, class or comprehension uses that of the scope around.
void Printer::FindPrintScopes(const Node& root) {
  struct Open {
    const Node* node;
    const Node* scope;
  };
  std::vector<Open> open = {{&root, &root}};
  while (!open.empty()) {
    const auto [node, scope] = open.back();
    open.pop_back();
    if (node->kind == NodeKind::kName && node->Context() == analyzer::kLoad &&
        (node->text == "print" || node->text == "printed") &&
        (scope != &root || options_.print_scope)) {
      print_scopes_.insert(scope);
    }
    const Node* body = node->kind == NodeKind::kFunctionDef ? node->Child(5) : nullptr;
    for (const Node* child : node->Children()) {
      if (child != nullptr) open.push_back({child, child == body ? node : scope});
    }
  }
}

bool Printer::AddsToBlock(const Node& owner) const {
  if (!Protocol()) return false;
  if (owner.kind != NodeKind::kWith) return print_scopes_.contains(&owner);
  return std::any_of(owner.Children().begin() + 1, owner.Children().end(), [](const Node* item) {
    return item->Child(1) != nullptr && TakesApart(*item->Child(1));
  });
}

// The parts of a target are bound at the start of the block, so no later item may use them.
bool Printer::CheckEarlierTargets(const Node& with) {
  std::unordered_set<std::string_view> bound;
  for (uint32_t i = 1; i < with.child_count; ++i) {
    const Node& item = *with.children[i];
    if (!bound.empty() && Names(&item, bound)) {
      Fail(
          ErrorCode::kUnknownNode, item,
          "an item of a with statement uses what an earlier item takes apart: nest the statements");
      return false;
    }
    const Node* target = item.Child(1);
    if (target == nullptr || !TakesApart(*target)) continue;
    std::vector<const Node*> open = {target};
    while (!open.empty()) {
      const Node* node = open.back();
      open.pop_back();
      if (node->kind == NodeKind::kName) bound.insert(node->text);
      for (const Node* child : node->Children()) open.push_back(child);
    }
  }
  return true;
}

// Statements are added behind a docstring and the `__future__` imports, before all others.
void Printer::PushProtocolBlock(const Node& owner) {
  const Node& block = BlockOf(owner);
  uint32_t first = 0;
  if (owner.kind != NodeKind::kWith) {
    first = IsDocstring(*block.children[0]) ? 1 : 0;
    while (owner.kind == NodeKind::kModule && first < block.child_count &&
           IsFutureImport(*block.children[first])) {
      ++first;
    }
  }
  const size_t begin = Begin();
  for (uint32_t i = 0; i < first; ++i) Push(Op::kStatement, block.children[i]);
  if (first != 0) {
    PushText("; ");
    PushProtocolPrologue(owner);
  } else {
    Push(Op::kInserted, block.children[0]);
    PushProtocolPrologue(owner);
    Push(Op::kInsertedEnd, block.children[0]);
  }
  for (uint32_t i = first; i < block.child_count; ++i) Push(Op::kStatement, block.children[i]);
  if (owner.kind != NodeKind::kModule) Push(Op::kBlockEnd);
  End(begin);
}

void Printer::PushProtocolPrologue(const Node& owner) {
  if (owner.kind != NodeKind::kWith) return PushText(kPrintPrologue);
  bool more = false;
  for (uint32_t i = 1; i < owner.child_count; ++i) {
    const Node* target = owner.children[i]->Child(1);
    if (target == nullptr || !TakesApart(*target)) continue;
    if (more) PushText("; ");
    more = true;
    PushNode(target, kTestBinding);
    PushText(" = ");
    PushGuard(GuardId::kUnpack, target->begin);
    Push(Op::kTemporary, nullptr, 0, i);
    PushUnpackTail(*target);
    PushText("; del ");
    Push(Op::kTemporary, nullptr, 0, i);
  }
}

// Pushes between the caller's Begin() and End().
void Printer::PushProtocolInplace(const Node& aug_assign) {
  const Node &target = *aug_assign.Child(0), &value = *aug_assign.Child(1);
  const bool attribute = target.kind == NodeKind::kAttribute;
  if (attribute) CheckName(target.text, target);
  for (const GuardId guard :
       {GuardId::kWrite, GuardId::kInplaceVar, attribute ? GuardId::kGetAttr : GuardId::kGetItem}) {
    Note(guard, true, aug_assign, executor::Row(guard).reason);
  }
  PushText(kObject);
  PushText(" = ");
  PushTop(target.Child(0), kTestBinding);
  if (!attribute) {
    PushText("; ");
    PushText(kIndex);
    PushText(" = ");
    PushTop(target.Child(1), kTestBinding);
  }
  PushText("; ");
  PushGuard(GuardId::kWrite, target.begin);
  PushText(kObject);
  PushClose(')');
  if (attribute) {
    Push(Op::kAttributeName, &target);
  } else {
    PushOpen('[');
    PushText(kIndex);
    PushClose(']');
  }
  PushText(" = ");
  PushGuard(GuardId::kInplaceVar, aug_assign.begin);
  const std::string_view op = InplaceText(aug_assign.Binary());
  PushText("\"");
  PushText(op.substr(1, op.size() - 2));
  PushText("\", ");
  PushGuard(attribute ? GuardId::kGetAttr : GuardId::kGetItem, target.begin);
  PushText(kObject);
  PushText(", ");
  if (attribute) {
    Push(Op::kQuotedName, &target);
  } else {
    PushText(kIndex);
  }
  PushClose(')');
  PushText(", ");
  PushNode(&value, kTestBinding);
  PushClose(')');
  PushText("; del ");
  PushText(kObject);
  if (!attribute) {
    PushText(", ");
    PushText(kIndex);
  }
}

// As an argument a slice has no spelling of its own, and a hook that makes one is not in the
// protocol; a generic alias (PEP 585) keeps the index it was made with.
void Printer::PushProtocolSlice(const Node& slice) {
  page_.Put("[].__class__");
  page_.Open('[');
  const size_t begin = Begin();
  for (uint32_t i = 0; i < 3; ++i) {
    if (slice.Child(i) != nullptr) PushNode(slice.Child(i), kOrBinding);
    if (i == 0 || (i == 1 && slice.Child(2) != nullptr)) PushText(":");
  }
  PushClose(']');
  PushText(".__args__[0]");
  End(begin);
}

void Printer::PushMetaclass(const Node* arguments) {
  if (arguments != nullptr) {
    for (const Node* argument : arguments->Children()) {
      if (argument->kind == NodeKind::kKeyword && argument->text == "metaclass") return;
    }
    if (arguments->child_count != 0) PushText(", ");
  }
  PushText("metaclass=__metaclass__");
}

bool Printer::PutProtocolPrint(const Node& name) {
  if (name.Context() != analyzer::kLoad) return false;
  if (name.text == "print") {
    page_.Put("_print._call_print");
  } else if (name.text == "printed") {
    page_.Put("_print()");
  } else {
    return false;
  }
  return true;
}

}  // namespace stockade::rewriter
