#include "analyzer/definitions.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "analyzer/constant_strings.h"

namespace stockade::analyzer {
namespace {

constexpr uint32_t kHashStart = 2166136261u, kHashFactor = 16777619u;  // FNV-1a

constexpr std::array<bool, 256> kIsWord = [] {
  std::array<bool, 256> table{};
  for (unsigned c = 0; c < 256; ++c) {
    table[c] = c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
               (c >= 'a' && c <= 'z') || c == '_';
  }
  return table;
}();

uint32_t HashBytes(std::string_view word) {
  uint32_t hash = kHashStart;
  for (const char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * kHashFactor;
  return hash;
}

uint64_t FilterBit(uint32_t hash) { return uint64_t{1} << (hash >> 26); }

}  // namespace

uint32_t WordSet::HashOf(std::string_view word) {
  if (std::all_of(word.begin(), word.end(), [](char c) { return (c & 0x80) == 0; })) {
    return HashBytes(word);
  }
  utf8proc_uint8_t* folded = nullptr;
  const utf8proc_ssize_t size = utf8proc_map(
      reinterpret_cast<const utf8proc_uint8_t*>(word.data()),
      static_cast<utf8proc_ssize_t>(word.size()), &folded,
      static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT));
  if (size < 0) return HashBytes(word);
  const uint32_t hash =
      HashBytes({reinterpret_cast<const char*>(folded), static_cast<size_t>(size)});
  std::free(folded);
  return hash;
}

void WordSet::AddWordsOf(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    if (!kIsWord[static_cast<unsigned char>(text[i])]) {
      ++i;
      continue;
    }
    const size_t start = i;
    uint32_t hash = kHashStart;
    unsigned char bits = 0;
    do {
      const auto byte = static_cast<unsigned char>(text[i]);
      hash = (hash ^ byte) * kHashFactor;
      bits |= byte;
      ++i;
    } while (i < text.size() && kIsWord[static_cast<unsigned char>(text[i])]);
    Add((bits & 0x80) == 0 ? hash : HashOf(text.substr(start, i - start)));
  }
}

void WordSet::Finish() {
  std::sort(hashes_.begin(), hashes_.end());
  hashes_.erase(std::unique(hashes_.begin(), hashes_.end()), hashes_.end());
  filter_ = 0;
  for (const uint32_t hash : hashes_) filter_ |= FilterBit(hash);
}

bool WordSet::Has(uint32_t hash) const {
  return (filter_ & FilterBit(hash)) != 0 &&
         std::binary_search(hashes_.begin(), hashes_.end(), hash);
}

bool WordSet::HasAnyOf(const WordSet& other) const {
  if ((filter_ & other.filter_) == 0) return false;
  return std::any_of(other.hashes_.begin(), other.hashes_.end(),
                     [this](uint32_t hash) { return Has(hash); });
}

void WordSet::AddAllOf(const WordSet& other) {
  hashes_.insert(hashes_.end(), other.hashes_.begin(), other.hashes_.end());
  Finish();
}

bool WordSet::Includes(const WordSet& other) const {
  return std::all_of(other.hashes_.begin(), other.hashes_.end(),
                     [this](uint32_t hash) { return Has(hash); });
}

uint32_t StatementBegin(const Node& statement) {
  const Node* first = statement.Child(0);
  return first == nullptr ? statement.begin : std::min(statement.begin, first->begin);
}

namespace {

constexpr uint32_t kName = 1, kFunctionBody = 5;

// The bytes as submitted at an offset in the text.
class Bytes {
 public:
  explicit Bytes(const Source& source) : source_(source) {}
  uint32_t At(uint32_t offset) const { return source_.PositionOf(offset).byte; }
  uint32_t LineStart(uint32_t offset) const {
    const uint32_t line = source_.LineOf(offset);
    return line == 1 ? 0 : At(source_.LineStart(line));
  }

 private:
  const Source& source_;
};

bool HasBody(const Node& node) {
  return node.kind == NodeKind::kFunctionDef || node.kind == NodeKind::kLambda;
}

// An import that changes how the rest of the module is read.
bool IsImportForAll(const Node& node) {
  if (node.kind != NodeKind::kImportFrom) return false;
  const Node* alias = node.Child(0);
  return node.text == "__future__" || (alias != nullptr && alias->text == "*");
}

// The functions of one statement of the module, and `global` statements outside of functions.
void FindPieces(const Node& statement, const Bytes& bytes, uint32_t unit_begin, Unit* unit,
                bool* has_global) {
  struct Entry {
    const Node* node;
    uint64_t place;
    bool in_classes;  // nothing but classes around
  };
  std::vector<Entry> stack = {{&statement, 1, true}};
  while (!stack.empty()) {
    const Entry entry = stack.back();
    stack.pop_back();
    const Node& node = *entry.node;
    if (node.kind == NodeKind::kGlobal) *has_global = true;
    if (IsImportForAll(node)) unit->always = true;
    if (node.kind == NodeKind::kFunctionDef && entry.in_classes) {
      const Node* body = node.Child(kFunctionBody);
      // What only returns is judged where it is called: it counts as the unit's own code.
      if (body != nullptr && body->child_count != 0 && OnlyReturn(node) == nullptr) {
        Piece piece;
        piece.begin = bytes.LineStart(StatementBegin(node)) - unit_begin;
        piece.body_begin =
            bytes.At(std::min(body->begin, StatementBegin(*body->Child(0)))) - unit_begin;
        piece.end = bytes.At(node.end) - unit_begin;
        const Node* name = node.Child(kName);
        piece.name = name == nullptr ? 0 : WordSet::HashOf(name->text);
        piece.place = entry.place;
        unit->pieces.push_back(std::move(piece));
      }
    }
    if (HasBody(node)) continue;
    const NodeKindRow& row = kNodeKinds[static_cast<size_t>(node.kind)];
    if (row.category == NodeCategory::kExpression) continue;
    uint64_t place = entry.place;
    bool in_classes = entry.in_classes;
    if (node.kind == NodeKind::kClassDef) {
      const Node* name = node.Child(kName);
      place = place * 0x9E3779B97F4A7C15u + (name == nullptr ? 0 : WordSet::HashOf(name->text));
    } else if (node.kind != NodeKind::kBlock) {
      in_classes = false;
    }
    for (uint32_t i = node.child_count; i-- > 0;) {
      if (node.children[i] != nullptr) stack.push_back({node.children[i], place, in_classes});
    }
  }
}

// `_C__x` may be meant by `__x` in a class C, which no search for the word finds.
bool LooksMangled(std::string_view name) {
  return name.size() > 3 && name[0] == '_' && name.find("__", 1) != std::string_view::npos;
}

}  // namespace

Units FindUnits(const Tree& tree, const Names& names, uint32_t begin, uint32_t end) {
  Units found;
  const Source& source = tree.source();
  const Bytes bytes(source);
  uint32_t last_end = 0;
  for (const Node* statement : tree.root()->Children()) {
    if (statement == nullptr) continue;
    const uint32_t first = StatementBegin(*statement);
    const uint32_t at = bytes.At(first);
    if (at < begin) continue;
    if (at >= end) break;
    const bool shares_line =
        !found.units.empty() && source.LineStart(source.LineOf(first)) < last_end;
    if (!shares_line) {
      found.begins.push_back(found.units.empty() ? begin : bytes.LineStart(first));
      found.units.emplace_back();
    }
    last_end = statement->end;
    Unit& unit = found.units.back();
    FindPieces(*statement, bytes, found.begins.back(), &unit, &found.has_module_global);
  }
  for (size_t i = 0; i < found.units.size(); ++i) {
    found.units[i].size =
        (i + 1 < found.units.size() ? found.begins[i + 1] : end) - found.begins[i];
  }
  for (const Binding& binding : names.bindings()) {
    const ScopeKind kind = names.scopes()[binding.scope].kind;
    const bool is_inner = kind == ScopeKind::kClass || kind == ScopeKind::kTypeParams;
    if (binding.scope != 0 && !is_inner) continue;
    const uint32_t at = bytes.At(binding.node->begin);
    if (at < begin || at >= end || found.units.empty()) continue;
    const auto after = std::upper_bound(found.begins.begin(), found.begins.end(), at);
    Unit& unit = found.units[static_cast<size_t>(after - found.begins.begin()) - 1];
    if (is_inner) {
      const uint32_t in_unit = at - found.begins[static_cast<size_t>(&unit - found.units.data())];
      const bool is_piece =
          binding.kind == BindingKind::kFunction &&
          std::any_of(unit.pieces.begin(), unit.pieces.end(), [&](const Piece& piece) {
            return piece.begin <= in_unit && in_unit < piece.body_begin;
          });
      if (is_piece) continue;
      unit.inner.Add(WordSet::HashOf(binding.name));
      continue;
    }
    if (binding.name == "*" || LooksMangled(binding.name)) unit.always = true;
    unit.bound.Add(WordSet::HashOf(binding.name));
  }
  for (Unit& unit : found.units) {
    unit.bound.Finish();
    unit.inner.Finish();
  }
  return found;
}

}  // namespace stockade::analyzer
