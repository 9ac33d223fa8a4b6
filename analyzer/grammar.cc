#include "analyzer/grammar.h"

#include <algorithm>
#include <string>
#include <unordered_map>

extern "C" const TSLanguage* tree_sitter_python(void);

namespace stockade::analyzer {

namespace {

constexpr bool Named = true;
constexpr bool Token = false;

// Grammar by the grammar's own symbol id.
std::vector<Grammar> SymbolTable() {
  std::unordered_map<std::string, Grammar> rows;
  for (size_t i = 1; i < kGrammarCount; ++i) {
    const GrammarRow& row = kGrammarRows[i];
    rows.emplace((row.named ? "n" : "t") + std::string(row.name), row.kind);
  }
  const TSLanguage* language = tree_sitter_python();
  std::vector<Grammar> table(ts_language_symbol_count(language), Grammar::kUnknown);
  for (size_t id = 0; id < table.size(); ++id) {
    const auto symbol = static_cast<TSSymbol>(id);
    const TSSymbolType type = ts_language_symbol_type(language, symbol);
    if (type != TSSymbolTypeRegular && type != TSSymbolTypeAnonymous) continue;
    const bool named = type == TSSymbolTypeRegular;
    const auto row =
        rows.find((named ? "n" : "t") + std::string(ts_language_symbol_name(language, symbol)));
    if (row != rows.end()) table[id] = row->second;
  }
  return table;
}

Grammar KindOf(TSSymbol symbol) {
  static const std::vector<Grammar> table = SymbolTable();
  return symbol < table.size() ? table[symbol] : Grammar::kUnknown;
}

}  // namespace

const GrammarRow kGrammarRows[] = {
    {Grammar::kUnknown, "", true, GrammarRole::kRefuse},
#define GRAMMAR_SYMBOL(Kind, name, named, Role, Handler) \
  {Grammar::k##Kind, name, named, GrammarRole::k##Role},
#include "analyzer/grammar_nodes.def"
};

Item ItemOf(TSNode node) {
  if (ts_node_is_missing(node)) return {Grammar::kUnknown, ts_node_start_byte(node), 0, node};
  return {KindOf(ts_node_symbol(node)), ts_node_start_byte(node), ts_node_end_byte(node), node};
}

uint32_t ChildCount(const Item& item) { return ts_node_child_count(item.node); }

Item ChildOf(const Item& item, uint32_t index) { return ItemOf(ts_node_child(item.node, index)); }

Item* ItemStack::Push(size_t count) {
  while (chunk_ < chunks_.size() && chunks_[chunk_].size - used_ < count) {
    ++chunk_;
    used_ = 0;
  }
  if (chunk_ == chunks_.size()) {
    const size_t size = std::max(count, kChunk);
    chunks_.push_back({std::make_unique<Item[]>(size), size});
    used_ = 0;
  }
  Item* result = chunks_[chunk_].items.get() + used_;
  used_ += count;
  return result;
}

const Item Children::kEnd{};

Children::Children(ItemStack* stack, const Item& parent) : stack_(stack), mark_(stack->mark()) {
  const uint32_t count = ChildCount(parent);
  items_ = stack->Push(count);
  for (uint32_t i = 0; i < count; ++i) {
    const Item child = ChildOf(parent, i);
    if (kGrammarRows[static_cast<size_t>(child.kind)].role == GrammarRole::kSkip) continue;
    items_[size_++] = child;
  }
}

}  // namespace stockade::analyzer
