// Dump(), Walk() and what every node promises.
#include <vector>

#include <gtest/gtest.h>

#include "tests/lower/parsed.h"

namespace stockade::analyzer {
namespace {

constexpr std::string_view kProgram =
    "import os as o\n"
    "class A(B, m=1):\n"
    "    async def f(self, *a, k=2): return [x async for x in a if x], {**k, 'é': b'\\x00'}\n"
    "if a < b: del c[1:]\n"
    "elif not d: e.g += f'{h!r:>{w}}'\n";

TEST(Dump, OneNodeALine) {
  EXPECT_EQ(Dump(*Parsed("a.b: int = -1 if c else (d)\n").root()),
            "Module\n"
            "  AnnAssign\n"
            "    Attribute \"b\" store\n"
            "      Name \"a\"\n"
            "    Name \"int\"\n"
            "    IfExp\n"
            "      Name \"c\"\n"
            "      UnaryOp -\n"
            "        Int \"1\"\n"
            "      Name \"d\" parenthesized\n");
  EXPECT_EQ(Dump(*Parsed("return_('\"\\\\\\n\xC3\xA9')\n").root()),
            "Module\n"
            "  ExprStmt\n"
            "    Call\n"
            "      Name \"return_\"\n"
            "      Arguments\n"
            "        String\n"
            "          StringPiece \"\\\"\\\\\\x0a\\xc3\\xa9\"\n");
}

TEST(Nodes, IdsAreDenseAndInPreorder) {
  const Parsed parsed(kProgram);
  ASSERT_NE(parsed.root(), nullptr) << parsed.Brief();
  uint32_t next = 0;
  Walk(*parsed.root(), [&](const Node& node) {
    EXPECT_EQ(node.id, next++) << KindName(node.kind);
    return true;
  });
  EXPECT_EQ(parsed.tree().node_count(), next);
}

TEST(Nodes, ChildrenLieWithinTheirParentsInOrder) {
  const Parsed parsed(kProgram);
  ASSERT_NE(parsed.root(), nullptr);
  Walk(*parsed.root(), [&](const Node& node) {
    EXPECT_LE(node.begin, node.end);
    for (const Node* child : node.Children()) {
      if (child == nullptr || node.kind == NodeKind::kWith) continue;
      EXPECT_GE(child->begin, node.begin) << KindName(node.kind);
      EXPECT_LE(child->end, node.end) << KindName(node.kind);
    }
    return true;
  });
}

TEST(Nodes, FixedSlotsAreThere) {
  const Parsed parsed(kProgram);
  ASSERT_NE(parsed.root(), nullptr);
  Walk(*parsed.root(), [&](const Node& node) {
    const NodeKindRow& row = kNodeKinds[static_cast<size_t>(node.kind)];
    EXPECT_EQ(row.kind, node.kind);
    size_t fixed = 0;
    bool open = false;
    size_t at = 0;
    while (at < row.slots.size()) {
      size_t end = row.slots.find(' ', at);
      if (end == std::string_view::npos) end = row.slots.size();
      const std::string_view slot = row.slots.substr(at, end - at);
      at = end + 1;
      if (slot.back() == '*') {
        open = true;
        continue;
      }
      if (slot.back() != '?') {
        EXPECT_NE(node.Child(static_cast<uint32_t>(fixed)), nullptr) << row.name << " " << slot;
      }
      ++fixed;
    }
    if (open) {
      EXPECT_GE(node.child_count, fixed) << row.name;
    } else {
      EXPECT_EQ(node.child_count, fixed) << row.name;
    }
    return true;
  });
}

TEST(Walk, SkipsChildrenAndLeavesInPostorder) {
  const Parsed parsed("a(b)(c)\nd\n");
  std::vector<std::string> seen;
  Walk(
      *parsed.root(),
      [&](const Node& node) {
        seen.emplace_back(node.text.empty() ? KindName(node.kind) : node.text);
        return node.kind != NodeKind::kArguments;
      },
      [&](const Node& node) {
        if (node.kind == NodeKind::kCall) seen.emplace_back("/Call");
      });
  EXPECT_EQ(seen, (std::vector<std::string>{"Module", "ExprStmt", "Call", "Call", "a", "Arguments",
                                            "/Call", "Arguments", "/Call", "ExprStmt", "d"}));
}

TEST(Spelling, Operators) {
  EXPECT_EQ(Spelling(UnaryOperator::kInvert), "~");
  EXPECT_EQ(Spelling(BinaryOperator::kFloorDiv), "//");
  EXPECT_EQ(Spelling(BinaryOperator::kBitOr), "|");
  EXPECT_EQ(Spelling(CompareOperator::kNotIn), "not in");
  EXPECT_EQ(Spelling(CompareOperator::kIsNot), "is not");
}

}  // namespace
}  // namespace stockade::analyzer
