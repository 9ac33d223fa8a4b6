#include "analyzer/lower.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "analyzer/lowering.h"

namespace stockade::analyzer {

namespace {

struct TargetName {
  NodeKind kind;
  std::string_view name;
};
// CPython's words for what cannot be a target (_PyPegen_get_expr_name).
constexpr TargetName kTargetNames[] = {
    {NodeKind::kCall, "function call"},
    {NodeKind::kInt, "literal"},
    {NodeKind::kFloat, "literal"},
    {NodeKind::kImaginary, "literal"},
    {NodeKind::kString, "literal"},
    {NodeKind::kNone, "None"},
    {NodeKind::kTrue, "True"},
    {NodeKind::kFalse, "False"},
    {NodeKind::kEllipsis, "ellipsis"},
    {NodeKind::kSet, "set display"},
    {NodeKind::kDict, "dict literal"},
    {NodeKind::kListComp, "list comprehension"},
    {NodeKind::kSetComp, "set comprehension"},
    {NodeKind::kDictComp, "dict comprehension"},
    {NodeKind::kGeneratorExp, "generator expression"},
    {NodeKind::kLambda, "lambda"},
    {NodeKind::kIfExp, "conditional expression"},
    {NodeKind::kBoolOp, "expression"},
    {NodeKind::kUnaryOp, "expression"},
    {NodeKind::kBinOp, "expression"},
    {NodeKind::kCompare, "comparison"},
    {NodeKind::kNamedExpr, "named expression"},
    {NodeKind::kAwait, "await expression"},
    {NodeKind::kYield, "yield expression"},
    {NodeKind::kYieldFrom, "yield expression"},
};

std::string DescribeTarget(const Node& node) {
  for (const Node* piece : node.Children()) {
    if (piece != nullptr && piece->kind == NodeKind::kFString) return "f-string expression";
  }
  for (const TargetName& row : kTargetNames) {
    if (row.kind == node.kind) return std::string(row.name);
  }
  return "expression";
}

}  // namespace

Lowered Lower(TSNode root, const Source& source, const ParseOptions& options, Arena* arena,
              std::vector<Diagnostic>* diagnostics) {
  return Lowering(source, options, arena, diagnostics).Run(root);
}

Lowered Lowering::Run(TSNode root) {
  const Item module = ItemOf(root);
  Node* result = Make(NodeKind::kModule, 0, static_cast<uint32_t>(text_.size()));
  if (module.kind != Grammar::kModule) Refuse(module);
  NodeList statements(this);
  Children children(&items_, module);
  while (!children.AtEnd() && !refused_) {
    const Item& child = children.Next();
    if (child.kind == Grammar::kSemicolon && statements.size() > 0) continue;
    statements.Add(Statement(child));
  }
  if (refused_) return {};
  statements.GiveTo(result);
  return {result, NumberNodes(result)};
}

void NodeList::GiveTo(Node* node) {
  const size_t count = size();
  auto** children = lowering_->arena_->NewArray<const Node*>(count);
  if (count > 0) {
    std::memcpy(children, lowering_->nodes_.data() + base_, count * sizeof(const Node*));
  }
  node->children = children;
  node->child_count = static_cast<uint32_t>(count);
  Drop();
}

Depth::Depth(Lowering* lowering, const Item& item, Kind kind) : lowering_(lowering), kind_(kind) {
  lowering->depth_ += 1;
  if (kind == kBracket) lowering->brackets_ += 1;
  ok_ = lowering->depth_ <= kMaxLoweringDepth && lowering->brackets_ <= kMaxBrackets;
  if (!ok_) {
    lowering->Refuse(SyntaxRule::kInvalidSyntax, item,
                     kind == kBracket ? "too many nested parentheses" : "too deeply nested");
  }
}

Depth::~Depth() {
  lowering_->depth_ -= 1;
  if (kind_ == kBracket) lowering_->brackets_ -= 1;
}

Node* Lowering::Make(NodeKind kind, uint32_t begin, uint32_t end) {
  auto* node = arena_->New<Node>();
  node->kind = kind;
  node->begin = begin;
  node->end = end;
  node->name_begin = begin;
  return node;
}

Node* Lowering::Make(NodeKind kind, uint32_t begin, uint32_t end,
                     std::initializer_list<const Node*> children) {
  Node* node = Make(kind, begin, end);
  SetChildren(node, children);
  return node;
}

void Lowering::SetChildren(Node* node, std::initializer_list<const Node*> children) {
  auto** array = arena_->NewArray<const Node*>(children.size());
  std::copy(children.begin(), children.end(), array);
  node->children = array;
  node->child_count = static_cast<uint32_t>(children.size());
}

void Lowering::Refuse(SyntaxRule rule, uint32_t begin, uint32_t end, std::string message) {
  if (refused_) return;
  refused_ = true;
  diagnostics_->push_back(
      SyntaxDiagnostic(rule, source_.SpanOf(begin, std::max(begin, end)), std::move(message)));
}

void Lowering::Expect(Children* children, Grammar kind) {
  if (!children->Accept(kind)) Refuse(children->AtEnd() ? children->Last() : children->Peek());
}

void Lowering::ExpectEnd(const Children& children) {
  if (!children.AtEnd()) Refuse(children.Peek());
}

std::string_view Lowering::NameOf(const Item& identifier, uint16_t* flags) {
  const std::string_view name = Text(identifier);
  if (identifier.kind != Grammar::kIdentifier && identifier.kind != Grammar::kUnderscore &&
      identifier.kind != Grammar::kTypeWord && identifier.kind != Grammar::kMatchWord &&
      identifier.kind != Grammar::kPrintWord && identifier.kind != Grammar::kExecWord &&
      identifier.kind != Grammar::kFutureWord) {
    Refuse(identifier);
    return name;
  }
  // Words that the grammar still takes as names and Python does not.
  if (name.size() == 5 && name[0] == 'a' && (name == "async" || name == "await")) {
    Refuse(identifier);
  }
  if (std::all_of(name.begin(), name.end(), [](char c) { return (c & 0x80) == 0; })) return name;
  utf8proc_uint8_t* folded = nullptr;
  const utf8proc_ssize_t size = utf8proc_map(
      reinterpret_cast<const utf8proc_uint8_t*>(name.data()),
      static_cast<utf8proc_ssize_t>(name.size()), &folded,
      static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT));
  if (size < 0) {
    Refuse(SyntaxRule::kInvalidCharacter, identifier, "invalid character in identifier");
    return name;
  }
  const std::string_view view(reinterpret_cast<const char*>(folded), static_cast<size_t>(size));
  std::string_view result = name;
  if (view != name) {
    auto* copy = static_cast<char*>(arena_->Allocate(view.size()));
    std::memcpy(copy, view.data(), view.size());
    result = {copy, view.size()};
    *flags |= kFolded;
  }
  std::free(folded);
  return result;
}

Node* Lowering::IdentifierNode(const Item& identifier) {
  Node* node = Make(NodeKind::kIdentifier, identifier.begin, identifier.end);
  node->text = NameOf(identifier, &node->flags);
  return node;
}

std::string_view Lowering::DottedName(const Item& item, uint16_t* flags) {
  Children parts(&items_, item);
  if (item.kind == Grammar::kIdentifier || parts.size() == 1) {
    return NameOf(parts.size() == 1 ? parts[0] : item, flags);
  }
  if (item.kind != Grammar::kDottedName) {
    Refuse(item);
    return {};
  }
  std::string joined;
  bool folded = false;
  while (!parts.AtEnd()) {
    uint16_t name_flags = 0;
    joined += NameOf(parts.Next(), &name_flags);
    folded = folded || name_flags != 0;
    if (parts.AtEnd()) break;
    Expect(&parts, Grammar::kDot);
    joined += '.';
  }
  if (folded) *flags |= kFolded;
  if (joined == Text(item)) return Text(item);
  auto* copy = static_cast<char*>(arena_->Allocate(joined.size()));
  std::memcpy(copy, joined.data(), joined.size());
  return {copy, joined.size()};
}

void Lowering::SetContext(Node* target, NodeFlag context, std::string_view action) {
  // Targets nest in brackets only, whose number is bounded; an explicit stack all the same.
  const size_t base = nodes_.size();
  nodes_.push_back(target);
  while (nodes_.size() > base && !refused_) {
    auto* node = const_cast<Node*>(nodes_.back());
    nodes_.pop_back();
    switch (node->kind) {
      case NodeKind::kName:
      case NodeKind::kAttribute:
      case NodeKind::kSubscript:
        break;
      case NodeKind::kStarred:
        if (context == kDel) {
          Refuse(SyntaxRule::kInvalidTarget, node->begin, node->end, "cannot delete starred");
        }
        nodes_.push_back(node->children[0]);
        break;
      case NodeKind::kTuple:
      case NodeKind::kList:
        nodes_.insert(nodes_.end(), node->children, node->children + node->child_count);
        break;
      default:
        Refuse(SyntaxRule::kInvalidTarget, node->begin, node->end,
               std::string("cannot ") + std::string(action) + " " + DescribeTarget(*node));
        break;
    }
    node->flags = static_cast<uint16_t>((node->flags & ~kContextMask) | context);
  }
  nodes_.resize(base);
}

uint32_t Lowering::NumberNodes(Node* root) {
  uint32_t next = 0;
  nodes_.assign(1, root);
  while (!nodes_.empty()) {
    // The lowering made every node, as a mutable one.
    auto* node = const_cast<Node*>(nodes_.back());
    nodes_.pop_back();
    node->id = next++;
    for (uint32_t i = node->child_count; i-- > 0;) {
      if (node->children[i] != nullptr) nodes_.push_back(node->children[i]);
    }
  }
  return next;
}

}  // namespace stockade::analyzer
