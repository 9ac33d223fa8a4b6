// Handlers of statements.
#include <algorithm>

#include "rewriter/printer.h"
#include "rewriter/statements.h"

namespace stockade::rewriter {

using analyzer::Node;
using analyzer::NodeKind;
using executor::GuardId;

namespace {

constexpr analyzer::PythonVersion kOwnPositionOfIterables{3, 13};

// Holds the value of an assignment that several targets take apart.
constexpr std::string_view kTemporary = "_stockade_value";

enum Clause : uint8_t { kElse, kFinally };

}  // namespace

// --- simple statements

void Printer::PrintExprStmt(const Node& node, uint16_t) {
  // A bare yield needs no parentheses here; nothing looser may stand here without them.
  PushTop(node.Child(0), kYieldBinding);
}

bool Printer::Unpacks(const Node& assign, const Node& target) {
  return TakesApart(target) &&
         Guarded<NodeKind::kAssign, Access::kBind, GuardId::kUnpack>(assign, &target);
}

void Printer::PrintAssign(const Node& node, uint16_t) {
  const Node* value = node.Child(0);
  const size_t begin = Begin();
  if (node.child_count == 2) {
    const Node& target = *node.Child(1);
    const bool unpacks = Unpacks(node, target);
    PushTop(&target, kTestBinding);
    PushText(" = ");
    if (unpacks) {
      PushGuard(GuardId::kUnpack, node.begin);
      PushNode(value, kTestBinding);
      PushUnpackTail(target);
    } else {
      PushTop(value, kYieldBinding);
    }
    return End(begin);
  }
  std::vector<bool> unpacks(node.child_count);
  bool any = false;
  for (uint32_t i = 1; i < node.child_count; ++i) {
    unpacks[i] = Unpacks(node, *node.children[i]);
    any |= unpacks[i];
  }
  if (!any) {
    for (uint32_t i = 1; i < node.child_count; ++i) {
      PushTop(node.children[i], kTestBinding);
      PushText(" = ");
    }
    PushTop(value, kYieldBinding);
    return End(begin);
  }
  // Evaluated once, then taken apart for one target after the other, left to right.
  PushText(kTemporary);
  PushText(" = ");
  PushTop(value, kYieldBinding);
  for (uint32_t i = 1; i < node.child_count; ++i) {
    PushText("; ");
    PushTop(node.children[i], kTestBinding);
    PushText(" = ");
    if (unpacks[i]) PushGuard(GuardId::kUnpack, node.children[i]->begin);
    PushText(kTemporary);
    if (unpacks[i]) PushUnpackTail(*node.children[i]);
  }
  PushText("; del ");
  PushText(kTemporary);
  End(begin);
}

void Printer::PrintAugAssign(const Node& node, uint16_t) {
  const Node &target = *node.Child(0), &value = *node.Child(1);
  const std::string_view op = InplaceText(node.Binary());
  const std::string_view quoted = op.substr(1, op.size() - 2);
  const size_t begin = Begin();
  if (target.kind == NodeKind::kName) {
    if (Guarded<NodeKind::kAugAssign, Access::kBind, GuardId::kInplaceVar>(node)) {
      PushNode(&target, kAtomBinding);
      PushText(" = ");
      PushGuard(GuardId::kInplaceVar, node.begin);
      PushText("\"");
      PushText(quoted);
      PushText("\", ");
      PushNode(&target, kAtomBinding);
      PushText(", ");
      PushNode(&value, kTestBinding);
      PushClose(')');
      return End(begin);
    }
  } else if (Protocol()) {
    PushProtocolInplace(node);
    return End(begin);
  } else if (IsSteadyTarget(target)) {
    if (Guarded<NodeKind::kAugAssign, Access::kBind, GuardId::kInplaceVar>(node)) {
      PushTop(&target, kPrimaryBinding);
      PushText(" = ");
      PushGuard(GuardId::kInplaceVar, node.begin);
      PushText("\"");
      PushText(quoted);
      PushText("\", ");
      PushNode(&target, kTestBinding, kAsRead);
      PushText(", ");
      PushNode(&value, kTestBinding);
      PushClose(')');
      return End(begin);
    }
  } else if (Guarded<NodeKind::kAugAssign, Access::kWrite, GuardId::kInplaceStore>(node)) {
    const bool attribute = target.kind == NodeKind::kAttribute;
    PushGuard(GuardId::kInplaceStore, node.begin);
    PushText("\"");
    PushText(quoted);
    PushText("\", ");
    if (attribute) {
      Guarded<NodeKind::kAugAssign, Access::kRead, GuardId::kInplaceAttr>(node);
      CheckName(target.text, target);
    } else {
      Guarded<NodeKind::kAugAssign, Access::kRead, GuardId::kInplaceItem>(node);
    }
    PushGuard(attribute ? GuardId::kInplaceAttr : GuardId::kInplaceItem, target.begin);
    PushNode(target.Child(0), kTestBinding);
    PushText(", ");
    if (attribute) {
      Push(Op::kQuotedName, &target);
    } else {
      PushNode(target.Child(1), kTestBinding);
    }
    PushClose(')');
    PushText(", ");
    PushNode(&value, kTestBinding);
    PushClose(')');
    return End(begin);
  }
  if (target.kind == NodeKind::kAttribute && MayBeBare(target.text)) AddBareName(target.text);
  PushTop(&target, kPrimaryBinding, kInPlace);
  PushText(op);
  PushTop(&value, kYieldBinding);
  End(begin);
}

// Object and index are locals that nothing binds while the statement runs, or constants: spelling
// them twice evaluates nothing twice, and needs no load to be kept for the store.
bool Printer::IsSteadyTarget(const Node& target) const {
  if (page_.LineOf(target.begin) != page_.LineOf(target.end) ||
      !passed_.IsSteady(*target.Child(0))) {
    return false;
  }
  if (target.kind == NodeKind::kAttribute) {
    return MayBeBare(target.text) || MayBeReached(target.text);
  }
  const Node& index = *target.Child(1);
  return index.kind == NodeKind::kInt || passed_.IsSteady(index);
}

void Printer::PrintAnnAssign(const Node& node, uint16_t) {
  const Node &target = *node.Child(0), &annotation = *node.Child(1);
  annotated_ = &node;
  const size_t begin = Begin();
  if (target.kind != NodeKind::kName) {
    PushTop(&target, kTestBinding);
  } else if (node.Has(analyzer::kSimpleTarget)) {
    Push(Op::kName, &target);  // parentheses would keep it out of __annotations__
  } else {
    PushOpen('(');
    PushNode(&target, kAtomBinding);
    PushClose(')');
  }
  PushText(": ");
  PushAnnotation(&annotation, true);
  if (node.Child(2) != nullptr) {
    PushText(" = ");
    PushTop(node.Child(2), kYieldBinding);
  }
  End(begin);
}

void Printer::PrintReturn(const Node& node, uint16_t) {
  page_.Put("return");
  if (node.Child(0) == nullptr) return;
  page_.Put(' ');
  PushTop(node.Child(0), kTestBinding);
}

void Printer::PrintDelete(const Node& node, uint16_t) {
  page_.Put("del ");
  const size_t begin = Begin();
  for (uint32_t i = 0; i < node.child_count; ++i) {
    if (i != 0) PushText(", ");
    PushTop(node.children[i], kTestBinding);
  }
  End(begin);
}

void Printer::PrintKeyworded(const Node& node, uint16_t) {
  page_.Put(node.kind == NodeKind::kPass    ? "pass"
            : node.kind == NodeKind::kBreak ? "break"
                                            : "continue");
}

void Printer::PrintDeclaration(const Node& node, uint16_t) {
  page_.Put(node.kind == NodeKind::kGlobal ? "global " : "nonlocal ");
  const size_t begin = Begin();
  for (uint32_t i = 0; i < node.child_count; ++i) {
    if (i != 0) PushText(", ");
    Push(Op::kName, node.children[i]);
  }
  End(begin);
}

void Printer::PrintImport(const Node& node, uint16_t) {
  page_.Put("import ");
  for (const Node* alias : node.Children()) {
    // `import a.b as c` reads b from a.
    const size_t dot = alias->text.find('.');
    if (alias->Child(0) == nullptr || dot == std::string_view::npos) continue;
    Guarded<NodeKind::kImport, Access::kBind, GuardId::kGetAttr>(*alias);
    for (std::string_view rest = alias->text.substr(dot + 1); !rest.empty();) {
      const size_t end = std::min(rest.find('.'), rest.size());
      AddBareName(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  const size_t begin = Begin();
  PushList(node, 0, kAtomBinding);
  End(begin);
}

void Printer::PrintImportFrom(const Node& node, uint16_t) {
  page_.Put("from ");
  for (uint8_t i = 0; i < node.op; ++i) page_.Put('.');
  PutDotted(node.text, node);
  page_.Put(" import ");
  const bool star = node.child_count == 1 && node.children[0]->text == "*";
  Guarded<NodeKind::kImportFrom, Access::kBind, GuardId::kGetAttr>(node);
  const size_t begin = Begin();
  if (!star) Push(Op::kAnchor);
  for (uint32_t i = 0; i < node.child_count; ++i) {
    if (i != 0) PushText(", ");
    PushNode(node.children[i], kAtomBinding);
    AddBareName(node.children[i]->text);
  }
  if (!star) Push(Op::kAnchorEnd);
  End(begin);
}

void Printer::PrintAlias(const Node& node, uint16_t) {
  PutDotted(node.text, node);
  if (node.Child(0) == nullptr) return;
  page_.Put(" as ");
  Push(Op::kName, node.Child(0));
}

void Printer::PrintRaise(const Node& node, uint16_t) {
  page_.Put("raise");
  if (node.Child(0) == nullptr) return;
  page_.Put(' ');
  const size_t begin = Begin();
  PushTop(node.Child(0), kTestBinding);
  if (node.Child(1) != nullptr) {
    PushText(" from ");
    PushTop(node.Child(1), kTestBinding);
  }
  End(begin);
}

void Printer::PrintAssert(const Node& node, uint16_t) {
  page_.Put("assert ");
  const size_t begin = Begin();
  PushTop(node.Child(0), kTestBinding);
  if (node.Child(1) != nullptr) {
    PushText(", ");
    PushTop(node.Child(1), kTestBinding);
  }
  End(begin);
}

void Printer::PrintTypeAlias(const Node& node, uint16_t) {
  page_.Put("type ");
  const size_t begin = Begin();
  Push(Op::kName, node.Child(0));
  if (node.Child(1) != nullptr) PushNode(node.Child(1), kAtomBinding);
  PushText(" = ");
  PushTop(node.Child(2), kTestBinding);
  End(begin);
}

// --- compound statements

void Printer::PushOrelse(const Node* block, uint8_t clause) {
  if (block == nullptr) return;
  if (block->kind == NodeKind::kIf) {
    Push(Op::kElif, block);
  } else {
    Push(Op::kClause, block, clause);
  }
}

// The tree does not say where `else` and `finally` stood: on the line before their block, or on its
// line when there is none between.
void Printer::PrintClause(const Node& block, std::string_view word) {
  const uint32_t first = page_.LineOf(StartOf(*block.Child(0)));
  page_.StartClause(first > page_.line() + 1 ? first - 1 : page_.line() + 1);
  page_.Put(word);
  page_.Colon();
  Push(Op::kBlock, &block);
}

void Printer::PrintIf(const Node& node, uint16_t) {
  page_.Put("if ");
  PushTest(node);
}

void Printer::PushTest(const Node& node) {
  const size_t begin = Begin();
  PushTop(node.Child(0), kTestBinding);
  Push(Op::kColon);
  Push(Op::kBlock, node.Child(1));
  PushOrelse(node.Child(2), kElse);
  End(begin);
}

void Printer::PrintWhile(const Node& node, uint16_t) {
  page_.Put("while ");
  const size_t begin = Begin();
  uint8_t binding = kTestBinding;
  if (BudgetOn() && Guarded<NodeKind::kWhile, Access::kIterate, GuardId::kBudget>(node)) {
    page_.Mark(node.begin);
    page_.Put('-');
    PutGuardName(GuardId::kBudget);
    page_.Put(" and ");
    binding = kNotBinding;
  }
  PushTop(node.Child(0), binding);
  Push(Op::kColon);
  Push(Op::kBlock, node.Child(1));
  PushOrelse(node.Child(2), kElse);
  End(begin);
}

void Printer::PrintFor(const Node& node, uint16_t) {
  const Node &target = *node.Child(0), &iterable = *node.Child(1);
  const bool async = node.Has(analyzer::kAsync);
  const uint32_t place = options_.python < kOwnPositionOfIterables ? node.begin : iterable.begin;
  page_.Put(async ? "async for " : "for ");
  const size_t begin = Begin();
  PushTop(&target, kBitOrBinding);
  PushText(" in ");
  if (!async && TakesApart(target) &&
      Guarded<NodeKind::kFor, Access::kBind, GuardId::kIterUnpack>(node, &target)) {
    PushGuard(GuardId::kIterUnpack, place);
    PushNode(&iterable, kTestBinding);
    PushUnpackTail(target);
  } else if (async ? Guarded<NodeKind::kFor, Access::kIterate, GuardId::kGetAIter>(node)
                   : Guarded<NodeKind::kFor, Access::kIterate, GuardId::kGetIter>(node)) {
    PushGuarded(async ? GuardId::kGetAIter : GuardId::kGetIter, place, iterable);
  } else {
    PushTop(&iterable, kTestBinding);
  }
  Push(Op::kColon);
  Push(Op::kBlock, node.Child(2));
  PushOrelse(node.Child(3), kElse);
  End(begin);
}

void Printer::PrintWith(const Node& node, uint16_t) {
  if (AddsToBlock(node) && !CheckEarlierTargets(node)) return;
  page_.Put(node.Has(analyzer::kAsync) ? "async with " : "with ");
  // Items over several lines get parentheses one by one: those around the list are later Python.
  const size_t begin = Begin();
  for (uint32_t i = 1; i < node.child_count; ++i) {
    const Node &context = *node.children[i]->Child(0), *target = node.children[i]->Child(1);
    if (i != 1) PushText(", ");
    // `with (a, b):` would be two items.
    const bool tuple =
        node.child_count == 2 && target == nullptr && context.kind == NodeKind::kTuple;
    if (tuple) PushOpen('(');
    PushTop(&context, kTestBinding);
    if (tuple) PushClose(')');
    if (target == nullptr) continue;
    PushText(" as ");
    if (TakesApart(*target) && Guarded<NodeKind::kWith, Access::kBind, GuardId::kUnpack>(*target)) {
      Push(Op::kTemporary, nullptr, 0, i);
    } else {
      PushTop(target, kBitOrBinding);
    }
  }
  Push(Op::kColon);
  if (AddsToBlock(node)) {
    Push(Op::kProtocolBlock, &node);
  } else {
    Push(Op::kBlock, node.Child(0));
  }
  End(begin);
}

void Printer::PrintTry(const Node& node, uint16_t) {
  page_.Put("try");
  page_.Colon();
  const size_t begin = Begin();
  Push(Op::kBlock, node.Child(0));
  for (uint32_t i = 3; i < node.child_count; ++i) {
    Push(Op::kHandler, node.children[i], node.Has(analyzer::kStar));
  }
  PushOrelse(node.Child(1), kElse);
  PushOrelse(node.Child(2), kFinally);
  End(begin);
}

void Printer::PrintHandler(const Node& node, bool star) {
  page_.StartClause(page_.LineOf(node.begin));
  page_.Mark(node.begin);
  page_.Put(star ? "except*" : "except");
  const size_t begin = Begin();
  if (node.Child(0) != nullptr) {
    PushText(" ");
    PushTop(node.Child(0), kTestBinding);
  }
  if (node.Child(1) != nullptr) {
    PushText(" as ");
    Push(Op::kName, node.Child(1));
  }
  Push(Op::kColon);
  Push(Op::kBlock, node.Child(2));
  End(begin);
}

void Printer::PrintMatch(const Node& node, uint16_t) {
  page_.Put("match ");
  const size_t begin = Begin();
  PushTop(node.Child(0), kTestBinding);
  Push(Op::kColon);
  Push(Op::kIndent);
  for (uint32_t i = 1; i < node.child_count; ++i) Push(Op::kCase, node.children[i]);
  Push(Op::kDedent);
  End(begin);
}

void Printer::PrintCase(const Node& node) {
  page_.StartClause(page_.LineOf(node.begin));
  page_.Mark(node.begin);
  page_.Put("case ");
  const size_t begin = Begin();
  PushTop(node.Child(0), kAsPattern);
  if (node.Child(1) != nullptr) {
    PushText(" if ");
    PushTop(node.Child(1), kTestBinding);
  }
  Push(Op::kColon);
  Push(Op::kBlock, node.Child(2));
  End(begin);
}

// --- definitions: decorators, then the head on a line of its own

void Printer::PrintDefinition(const Node& node, uint16_t) {
  const Node* decorators = node.Child(0);
  const size_t begin = Begin();
  if (decorators != nullptr) {
    for (uint32_t i = 0; i < decorators->child_count; ++i) {
      Push(Op::kDecorator, decorators->children[i], i != 0);
    }
  }
  Push(Op::kDefinition, &node);
  End(begin);
}

void Printer::PrintDefinitionHead(const Node& node) {
  const Node *decorators = node.Child(0), *name = node.Child(1), *type_params = node.Child(2);
  if (decorators != nullptr && decorators->child_count != 0) {
    page_.StartClause(page_.LineOf(name->begin));
    page_.Mark(node.begin);
  }
  const size_t begin = Begin();
  if (node.kind == NodeKind::kClassDef) {
    page_.Put("class ");
    Push(Op::kName, name);
    if (type_params != nullptr) PushNode(type_params, kAtomBinding);
    if (name == entry_) {
      Push(Op::kClassBudget, name);  // no bases: nowhere else to spend before the class is made
    } else if (node.Child(3) != nullptr || Protocol()) {
      PushOpen('(');
      if (node.Child(3) != nullptr) PrintArgumentsOf(*node.Child(3));
      if (Protocol()) PushMetaclass(node.Child(3));
      PushClose(')');
    }
    Push(Op::kColon);
    Push(Op::kEnterClass, name);
    Push(Op::kBlock, node.Child(4));
    Push(Op::kLeaveClass);
    return End(begin);
  }
  page_.Put(node.Has(analyzer::kAsync) ? "async def " : "def ");
  Push(Op::kName, name);
  if (type_params != nullptr) PushNode(type_params, kAtomBinding);
  PushOpen('(');
  PushNode(node.Child(3), kAtomBinding);
  PushClose(')');
  if (node.Child(4) != nullptr) {
    PushText(" -> ");
    PushAnnotation(node.Child(4), true);
  }
  Push(Op::kColon);
  if (BudgetOn()) Push(Op::kEntry, &node);
  Push(AddsToBlock(node) ? Op::kProtocolBlock : Op::kBlock,
       AddsToBlock(node) ? &node : node.Child(5));
  End(begin);
}

// --- the budget of a function's entry

void Printer::PushEntry(const Node& function) {
  if (function.kind == NodeKind::kLambda) {
    entries_.push_back(function.Child(1));
    entry_ = entries_.back();
    return;
  }
  const Node* entry = FindEntry(*function.Child(5));
  if (!Guarded<NodeKind::kFunctionDef, Access::kCall, GuardId::kBudget>(function, entry)) return;
  entries_.push_back(entry);
  entry_ = entry;
}

// The statement or expression that is evaluated first of all that can call or repeat: the budget is
// spent just before it, in the function's own code. A While spends its own; of a class without
// arguments it is the name. Null: there is none.
const Node* Printer::FindEntry(const Node& body) const {
  // Blocks that run one after the other whatever happens, innermost last.
  struct Cursor {
    const Node* block;
    uint32_t next;
  };
  std::vector<Cursor> open = {{&body, 0}};
  if (body.child_count != 0 && IsDocstring(*body.children[0])) open.back().next = 1;
  while (!open.empty()) {
    Cursor& cursor = open.back();
    if (cursor.next >= cursor.block->child_count) {
      open.pop_back();
      continue;
    }
    const Node& statement = *cursor.block->children[cursor.next++];
    switch (statement.kind) {
      case NodeKind::kGlobal:
      case NodeKind::kNonlocal:
        break;
      case NodeKind::kIf:
      case NodeKind::kMatch:
        return statement.Child(0);
      case NodeKind::kFor:
        return statement.Child(1);
      case NodeKind::kWith:
        return statement.Child(1)->Child(0);
      case NodeKind::kTry:
        for (const uint32_t block : {2u, 1u}) {
          if (statement.Child(block) != nullptr) open.push_back({statement.Child(block), 0});
        }
        open.push_back({statement.Child(0), 0});
        break;
      case NodeKind::kFunctionDef: {
        if (const Node* decorators = statement.Child(0);
            decorators != nullptr && decorators->child_count != 0) {
          return decorators->children[0];
        }
        const Node& parameters = *statement.Child(3);
        for (const Node* parameter : parameters.Children()) {
          if (parameter->Child(1) != nullptr) return parameter->Child(1);
        }
        if (future_annotations_) break;
        for (const Node* parameter : parameters.Children()) {
          const Node* annotation = parameter->Child(0);
          if (annotation == nullptr) continue;
          return annotation->kind == NodeKind::kStarred ? annotation->Child(0) : annotation;
        }
        if (statement.Child(4) != nullptr) return statement.Child(4);
        break;
      }
      case NodeKind::kClassDef: {
        if (const Node* decorators = statement.Child(0);
            decorators != nullptr && decorators->child_count != 0) {
          return decorators->children[0];
        }
        const Node* arguments = statement.Child(3);
        if (arguments == nullptr || arguments->child_count == 0) return statement.Child(1);
        const Node* first = arguments->children[0];
        const bool wrapped = first->kind == NodeKind::kStarred ||
                             first->kind == NodeKind::kKeyword ||
                             first->kind == NodeKind::kDoubleStarred;
        return wrapped ? first->Child(0) : first;
      }
      default:
        return &statement;  // simple, or a While
    }
  }
  return nullptr;
}

}  // namespace stockade::rewriter
