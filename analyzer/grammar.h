// The symbols of the pinned grammar, and reading a syntax tree's children (private to the
// analyzer).
//
//   Children children(&scratch, item);
//   if (children.Accept(Grammar::kAsyncWord)) ...
//   const Item& name = children.Next();
//
// Only this pair of files touches tree-sitter's nodes; the lowering sees Items. It reads the core's
// records (subtree.h) directly: all children in one pass, where ts_node_child() starts anew for
// each and ts_node_next_sibling() from the root. The core is pinned by the lock file, and the
// records are declared by the core's own header, so that another layout cannot compile to something
// else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "tree_sitter/api.h"

namespace stockade::analyzer {

// kUnknown: a symbol without a row in grammar_nodes.def, ERROR among them.
enum class Grammar : uint8_t {
  kUnknown,
#define GRAMMAR_SYMBOL(Kind, name, named, Role, Handler) k##Kind,
#include "analyzer/grammar_nodes.def"
};
inline constexpr size_t kGrammarCount = 1
#define GRAMMAR_SYMBOL(Kind, name, named, Role, Handler) +1
#include "analyzer/grammar_nodes.def"
    ;

enum class GrammarRole : uint8_t { kStatement, kFeed, kPart, kSkip, kRefuse };

struct GrammarRow {
  Grammar kind;
  std::string_view name;
  bool named;
  GrammarRole role;
};
extern const GrammarRow kGrammarRows[];  // by Grammar

// One node of the syntax tree, valid as long as the tree.
struct Item {
  Grammar kind = Grammar::kUnknown;
  uint32_t begin = 0, end = 0;    // bytes of Source::text(), half open
  const void* subtree = nullptr;  // tree-sitter's own record of the node
};

Item ItemOf(TSNode node);
// The item's visible children; not those that are no syntax.
void AppendChildren(const Item& item, std::vector<Item>* out);
void AppendChildrenReversed(const Item& item, std::vector<Item>* out);

// A stack of items whose addresses stay put while they are on it.
class ItemStack {
 public:
  struct Mark {
    size_t chunk = 0, used = 0;
  };
  Mark mark() const { return {chunk_, used_}; }
  // Room for `count` more items. Used ones are kept by Keep(), the rest is free again.
  Item* Reserve(size_t count);
  void Keep(size_t count) { used_ += count; }
  void Release(Mark mark) {
    chunk_ = mark.chunk;
    used_ = mark.used;
  }

 private:
  static constexpr size_t kChunk = 1024;
  struct Chunk {
    std::unique_ptr<Item[]> items;
    size_t size = 0;
  };
  std::vector<Chunk> chunks_;
  size_t chunk_ = 0, used_ = 0;
};

// The children of an item without comments and continuations, and a place among them.
class Children {
 public:
  Children(ItemStack* stack, const Item& parent);
  ~Children() { stack_->Release(mark_); }
  Children(const Children&) = delete;
  Children& operator=(const Children&) = delete;

  uint32_t size() const { return size_; }
  uint32_t position() const { return position_; }
  const Item& operator[](uint32_t i) const { return i < size_ ? items_[i] : kEnd; }
  bool AtEnd() const { return position_ >= size_; }
  // The next child; an item of kind kUnknown at the end.
  const Item& Peek() const { return (*this)[position_]; }
  Grammar kind() const { return Peek().kind; }
  const Item& Next() { return (*this)[position_++]; }
  bool Accept(Grammar kind) {
    if (this->kind() != kind || AtEnd()) return false;
    ++position_;
    return true;
  }
  const Item& Last() const { return size_ == 0 ? kEnd : items_[size_ - 1]; }

 private:
  static const Item kEnd;
  ItemStack* stack_;
  ItemStack::Mark mark_;
  Item* items_;
  uint32_t size_ = 0;
  uint32_t position_ = 0;
};

}  // namespace stockade::analyzer
