// Handlers of patterns (PEP 634). A pattern has no calls, so its attributes stay bare and the
// verifier decides on their names.
#include "rewriter/printer.h"

namespace stockade::rewriter {

using analyzer::Node;
using analyzer::NodeKind;
using executor::GuardId;

void Printer::PrintMatchValue(const Node& node, uint16_t) {
  const Node* value = node.Child(0);
  if (value->kind == NodeKind::kAttribute) {
    Guarded<NodeKind::kMatchValue, Access::kRead, GuardId::kGetAttr>(*value);
    AddBareNames(*value);
  }
  const Level level = level_;
  level_ = Level::kOff;
  const size_t begin = Begin();
  PushNode(value, kTestBinding);
  PushLevel(level);
  End(begin);
}

void Printer::PrintMatchSingleton(const Node& node, uint16_t) {
  PushNode(node.Child(0), kTestBinding);
}

void Printer::PrintMatchSequence(const Node& node, uint16_t) {
  page_.Open('[');
  const size_t begin = Begin();
  PushList(node, 0, kAsPattern);
  PushClose(']', node.end - 1);
  End(begin);
}

void Printer::PrintMatchMapping(const Node& node, uint16_t) {
  page_.Open('{');
  const size_t begin = Begin();
  PushList(node, 1, kAsPattern);
  if (node.Child(0) != nullptr) {
    if (node.child_count > 1) PushText(", ");
    PushText("**");
    Push(Op::kName, node.Child(0));
  }
  PushClose('}', node.end - 1);
  End(begin);
}

void Printer::PrintMatchItem(const Node& node, uint16_t) {
  const Node* key = node.Child(0);
  if (key->kind == NodeKind::kAttribute) {
    Guarded<NodeKind::kMatchItem, Access::kRead, GuardId::kGetAttr>(*key);
    AddBareNames(*key);
  }
  const Level level = level_;
  level_ = Level::kOff;
  const size_t begin = Begin();
  PushNode(key, kTestBinding);
  PushLevel(level);
  PushText(": ");
  PushNode(node.Child(1), kAsPattern);
  End(begin);
}

void Printer::PrintMatchClass(const Node& node, uint16_t) {
  const Node* type = node.Child(0);
  if (type->kind == NodeKind::kAttribute) {
    Guarded<NodeKind::kMatchClass, Access::kRead, GuardId::kGetAttr>(*type);
    AddBareNames(*type);
  }
  const Level level = level_;
  level_ = Level::kOff;
  const size_t begin = Begin();
  PushNode(type, kPrimaryBinding);
  PushLevel(level);
  PushOpen('(');
  PushList(node, 1, kAsPattern);
  PushClose(')', node.end - 1);
  End(begin);
}

void Printer::PrintMatchKeyword(const Node& node, uint16_t) {
  Guarded<NodeKind::kMatchKeyword, Access::kRead, GuardId::kGetAttr>(node);
  AddBareName(node.text);
  PutName(node.text, node);
  page_.Put('=');
  PushNode(node.Child(0), kAsPattern);
}

void Printer::PrintMatchStar(const Node& node, uint16_t) {
  page_.Put('*');
  if (node.Child(0) == nullptr) {
    page_.Put('_');
  } else {
    Push(Op::kName, node.Child(0));
  }
}

void Printer::PrintMatchAs(const Node& node, uint16_t) {
  const Node *pattern = node.Child(0), *name = node.Child(1);
  if (name == nullptr) return page_.Put('_');
  const size_t begin = Begin();
  if (pattern != nullptr) {
    PushNode(pattern, kOrPattern);
    PushText(" as ");
  }
  Push(Op::kName, name);
  End(begin);
}

void Printer::PrintMatchOr(const Node& node, uint16_t) {
  const size_t begin = Begin();
  for (uint32_t i = 0; i < node.child_count; ++i) {
    if (i != 0) PushText(" | ");
    PushNode(node.children[i], kClosedPattern);
  }
  End(begin);
}

}  // namespace stockade::rewriter
