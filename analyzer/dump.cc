// The printed form of a tree, for people and for tests.
#include <array>

#include <fmt/format.h>

#include "analyzer/tree.h"

namespace stockade::analyzer {

namespace {

struct FlagName {
  NodeFlag flag;
  std::string_view name;
};
constexpr FlagName kFlagNames[] = {
    {kAsync, "async"},           {kParenthesized, "parenthesized"},
    {kSimpleTarget, "simple"},   {kStar, "star"},
    {kBytes, "bytes"},           {kRaw, "raw"},
    {kUnicodePrefix, "unicode"}, {kNamedEscape, "named-escape"},
    {kDebug, "debug"},           {kTemplate, "template"},
    {kFolded, "folded"},
};
constexpr std::array<std::string_view, 5> kParameterKinds = {"positional-only", "positional",
                                                             "star", "keyword-only", "double-star"};
constexpr std::array<std::string_view, 3> kTypeParameterKinds = {"type", "star", "double-star"};

// Kinds whose text is of interest even when it is empty.
bool HasText(const Node& node) {
  return !node.text.empty() || node.kind == NodeKind::kStringPiece ||
         node.kind == NodeKind::kFStringText;
}

void AppendQuoted(std::string_view text, std::string* out) {
  *out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      *out += '\\';
      *out += c;
    } else if (byte < 0x20 || byte >= 0x7F) {
      fmt::format_to(std::back_inserter(*out), "\\x{:02x}", byte);
    } else {
      *out += c;
    }
  }
  *out += '"';
}

void AppendOperator(const Node& node, std::string* out) {
  const auto add = [out](std::string_view word) {
    *out += ' ';
    *out += word;
  };
  switch (node.kind) {
    case NodeKind::kBinOp:
    case NodeKind::kAugAssign:
      return add(Spelling(node.Binary()));
    case NodeKind::kUnaryOp:
      return add(Spelling(node.Unary()));
    case NodeKind::kBoolOp:
      return add(node.op == 0 ? "and" : "or");
    case NodeKind::kCompare:
      for (const char op : node.text) add(Spelling(static_cast<CompareOperator>(op)));
      return;
    case NodeKind::kParameter:
      return add(kParameterKinds[node.op]);
    case NodeKind::kTypeParam:
      return add(kTypeParameterKinds[node.op]);
    case NodeKind::kImportFrom:
      if (node.op > 0) add(std::string(node.op, '.'));
      return;
    case NodeKind::kFStringField:
      if (node.op != 0) add(std::string{'!', static_cast<char>(node.op)});
      return;
    default:
      return;
  }
}

void AppendLine(const Node& node, size_t depth, std::string* out) {
  out->append(2 * depth, ' ');
  *out += KindName(node.kind);
  if (node.kind != NodeKind::kCompare && HasText(node)) {
    *out += ' ';
    AppendQuoted(node.text, out);
  }
  AppendOperator(node, out);
  if (node.Context() == kStore) *out += " store";
  if (node.Context() == kDel) *out += " del";
  for (const FlagName& row : kFlagNames) {
    if (!node.Has(row.flag)) continue;
    *out += ' ';
    *out += row.name;
  }
  *out += '\n';
}

}  // namespace

std::string Dump(const Node& root) {
  struct Entry {
    const Node* node;  // null: an optional child that is not there
    size_t depth;
  };
  std::string out;
  std::vector<Entry> stack = {{&root, 0}};
  while (!stack.empty()) {
    const Entry entry = stack.back();
    stack.pop_back();
    if (entry.node == nullptr) {
      out.append(2 * entry.depth, ' ');
      out += "-\n";
      continue;
    }
    AppendLine(*entry.node, entry.depth, &out);
    for (uint32_t i = entry.node->child_count; i-- > 0;) {
      stack.push_back({entry.node->children[i], entry.depth + 1});
    }
  }
  return out;
}

}  // namespace stockade::analyzer
