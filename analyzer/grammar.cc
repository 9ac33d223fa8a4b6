#include "analyzer/grammar.h"

#include <algorithm>
#include <string>
#include <unordered_map>

// The core's private headers.
#include "language.h"
#include "subtree.h"

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

// Grammar and role in one load.
struct Symbols {
  std::vector<Grammar> table = SymbolTable();
  const TSLanguage* language = tree_sitter_python();
  Grammar KindOf(TSSymbol symbol) const {
    return symbol < table.size() ? table[symbol] : Grammar::kUnknown;
  }
};

const Symbols& TheSymbols() {
  static const Symbols symbols;
  return symbols;
}

const Subtree& SubtreeOf(const Item& item) { return *static_cast<const Subtree*>(item.subtree); }

struct Frame {
  const Subtree* next;
  const Subtree* end;
  const TSSymbol* aliases;  // of the children that are not extras, or null
};

// Few levels need no memory.
class FrameStack {
 public:
  bool empty() const { return size_ == 0; }
  void Push(const Frame& frame) {
    if (size_ < kFew) {
      few_[size_] = frame;
    } else {
      more_.push_back(frame);
    }
    ++size_;
  }
  Frame Pop() {
    if (--size_ < kFew) return few_[size_];
    const Frame frame = more_.back();
    more_.pop_back();
    return frame;
  }

 private:
  static constexpr size_t kFew = 16;
  Frame few_[kFew];
  std::vector<Frame> more_;
  size_t size_ = 0;
};

// The visible children of a node; those of hidden nodes (repetitions, inlined rules) in their
// place.
template <typename Add>
void ForEachChild(const Item& item, Add add) {
  const Symbols& symbols = TheSymbols();
  const auto frame_of = [&symbols](Subtree parent) {
    const uint32_t count = ts_subtree_child_count(parent);
    const Subtree* children = ts_subtree_children(parent);
    const TSSymbol* aliases =
        count == 0 ? nullptr
                   : ts_language_alias_sequence(symbols.language, parent.ptr->production_id);
    return Frame{children, children + count, aliases};
  };
  FrameStack outer;
  Frame frame = frame_of(SubtreeOf(item));
  uint32_t at = item.begin;
  bool first = true;  // the padding before the node belongs to its first child too
  while (true) {
    if (frame.next == frame.end) {
      if (outer.empty()) return;
      frame = outer.Pop();
      continue;
    }
    const Subtree* slot = frame.next++;
    const Subtree child = *slot;
    const bool inlined = child.data.is_inline;
    const uint32_t padding = inlined ? child.data.padding_bytes : child.ptr->padding.bytes;
    const uint32_t size = inlined ? child.data.size_bytes : child.ptr->size.bytes;
    TSSymbol alias = 0;
    if (frame.aliases != nullptr && !ts_subtree_extra(child)) alias = *frame.aliases++;
    const uint32_t begin = first ? at : at + padding;
    first = false;
    if (alias != 0 || ts_subtree_visible(child)) {
      at = begin + size;
      const TSSymbol symbol = alias != 0 ? alias : ts_subtree_symbol(child);
      const Grammar kind = ts_subtree_missing(child) ? Grammar::kUnknown : symbols.KindOf(symbol);
      if (kGrammarRows[static_cast<size_t>(kind)].role != GrammarRole::kSkip) {
        add(Item{kind, begin, at, slot});
      }
      continue;
    }
    if (!inlined && child.ptr->child_count > 0) {
      outer.Push(frame);
      frame = frame_of(child);
      at = begin;
      first = true;
      continue;
    }
    at = begin + size;
  }
}

uint32_t VisibleChildCount(const Item& item) {
  return ts_subtree_visible_child_count(SubtreeOf(item));
}

}  // namespace

const GrammarRow kGrammarRows[] = {
    {Grammar::kUnknown, "", true, GrammarRole::kRefuse},
#define GRAMMAR_SYMBOL(Kind, name, named, Role, Handler) \
  {Grammar::k##Kind, name, named, GrammarRole::k##Role},
#include "analyzer/grammar_nodes.def"
};

Item ItemOf(TSNode node) {
  return {ts_node_is_missing(node) ? Grammar::kUnknown : TheSymbols().KindOf(ts_node_symbol(node)),
          ts_node_start_byte(node), ts_node_end_byte(node), node.id};
}

void AppendChildren(const Item& item, std::vector<Item>* out) {
  ForEachChild(item, [out](const Item& child) { out->push_back(child); });
}

void AppendChildrenReversed(const Item& item, std::vector<Item>* out) {
  const size_t old_size = out->size();
  AppendChildren(item, out);
  std::reverse(out->begin() + static_cast<std::ptrdiff_t>(old_size), out->end());
}

Item* ItemStack::Reserve(size_t count) {
  while (chunk_ < chunks_.size() && chunks_[chunk_].size - used_ < count) {
    ++chunk_;
    used_ = 0;
  }
  if (chunk_ == chunks_.size()) {
    const size_t size = std::max(count, kChunk);
    chunks_.push_back({std::make_unique<Item[]>(size), size});
    used_ = 0;
  }
  return chunks_[chunk_].items.get() + used_;
}

const Item Children::kEnd{};

Children::Children(ItemStack* stack, const Item& parent) : stack_(stack), mark_(stack->mark()) {
  items_ = stack->Reserve(VisibleChildCount(parent));
  ForEachChild(parent, [this](const Item& child) { items_[size_++] = child; });
  stack->Keep(size_);
}

}  // namespace stockade::analyzer
