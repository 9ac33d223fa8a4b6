#include "tests/lower/same_tree.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

namespace stockade::analyzer {

std::string Difference(const Node& lowered, const Node& built, const Source& source) {
  std::vector<std::pair<const Node*, const Node*>> stack{{&lowered, &built}};
  while (!stack.empty()) {
    const auto [a, b] = stack.back();
    stack.pop_back();
    if (a == nullptr && b == nullptr) continue;
    if (a == nullptr || b == nullptr) return "a child is missing";
    // A block's name is nowhere.
    const bool same_name = a->name_begin == b->name_begin || a->kind == NodeKind::kBlock;
    if (a->kind != b->kind || a->op != b->op || a->flags != b->flags || a->begin != b->begin ||
        a->end != b->end || !same_name || a->text != b->text || a->id != b->id ||
        a->child_count != b->child_count) {
      return fmt::format("line {}: {} {}-{} flags {} '{}', built {} {}-{} flags {} '{}'",
                         source.LineOf(a->begin), KindName(a->kind), a->begin, a->end, a->flags,
                         a->text, KindName(b->kind), b->begin, b->end, b->flags, b->text);
    }
    for (uint32_t i = 0; i < a->child_count; ++i) {
      stack.emplace_back(a->children[i], b->children[i]);
    }
  }
  return "";
}

}  // namespace stockade::analyzer
