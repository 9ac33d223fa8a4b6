// A text cut into definitions, for the re-check of an edit (private to the analyzer; see
// incremental.h for what it rests on).
//
//   std::vector<Unit> units = FindUnits(tree, names, 0, source.text().size());
//
// A unit is a statement of the module, from the start of its first line to the start of the next
// unit's; statements that share a line are one unit. Its pieces are the functions in it that stand
// in the module or in classes, from the start of their first line to the end of their body.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "analyzer/diagnostic.h"
#include "analyzer/names.h"
#include "analyzer/tree.h"

namespace stockade::analyzer {

// A set of words, by hash: equal words are always found, others almost never.
class WordSet {
 public:
  // Adds every run of word characters, folded as identifiers are; strings and comments included, so
  // that no mention of a name is missed.
  void AddWordsOf(std::string_view text);
  void Add(uint32_t hash) { hashes_.push_back(hash); }
  void Finish();  // call before asking
  bool Has(uint32_t hash) const;
  bool HasAnyOf(const WordSet& other) const;
  void AddAllOf(const WordSet& other);
  bool Includes(const WordSet& other) const;
  const std::vector<uint32_t>& hashes() const { return hashes_; }

  static uint32_t HashOf(std::string_view word);

 private:
  std::vector<uint32_t> hashes_;  // sorted, each once
  uint64_t filter_ = 0;
};

// Offsets are bytes as submitted, from the unit's start.
struct Piece {
  uint32_t begin = 0, body_begin = 0, end = 0;
  uint32_t body_lines = 0;  // line feeds in the body
  uint32_t name = 0;        // its hash
  uint64_t place = 0;       // a hash of the classes around
  bool is_kept = false;     // known from before the edit that is being judged
  WordSet words;            // of the whole definition
};

struct Unit {
  uint32_t size = 0;   // bytes as submitted
  uint32_t lines = 0;  // line feeds
  // Every definition has to be judged with it: imports of `__future__` and `*`, mangled names.
  bool always = false;
  std::vector<Piece> pieces;
  WordSet words;  // outside of the pieces' bodies
  WordSet bound;  // names that it binds in the module
  // Names that it binds in classes and as type parameters, besides its pieces: these may mean them.
  WordSet inner;
  std::vector<Diagnostic> findings;  // lines and bytes from the unit's start, sorted
};

struct Units {
  std::vector<Unit> units;
  std::vector<uint32_t> begins;    // of each, in the bytes as submitted
  bool has_module_global = false;  // a `global` statement outside of functions
};

// The first byte of a statement in Source::text(), decorators included.
uint32_t StatementBegin(const Node& statement);

// The units whose first statements begin in the bytes [begin, end) as submitted; the first reaches
// back to `begin`, the last up to `end`. Words and findings are left empty.
Units FindUnits(const Tree& tree, const Names& names, uint32_t begin, uint32_t end);

}  // namespace stockade::analyzer
