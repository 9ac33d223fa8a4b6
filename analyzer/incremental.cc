#include "analyzer/incremental.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "analyzer/definitions.h"
#include "analyzer/names.h"
#include "analyzer/source.h"
#include "analyzer/tree.h"

namespace stockade::analyzer {
namespace {

constexpr std::string_view kStub = "pass";
constexpr int kMostRounds = 4;  // of widening what one edit makes to be judged again
// A slice larger than this part of the text is not worth its trouble.
constexpr size_t kMostOfText = 2;

uint32_t LinesIn(std::string_view text) {
  return static_cast<uint32_t>(std::count(text.begin(), text.end(), '\n'));
}

// Moves a finding by bytes and lines, in arithmetic modulo 2^32.
void Move(Diagnostic* finding, uint32_t bytes, uint32_t lines) {
  const auto move = [&](Span* span) {
    span->start.byte += bytes;
    span->end.byte += bytes;
    span->start.line += lines;
    span->end.line += lines;
  };
  move(&finding->span);
  if (!finding->fix) return;
  for (Edit& edit : finding->fix->edits) move(&edit.span);
}

bool IsBefore(const Diagnostic& a, const Diagnostic& b) {
  if (a.span.start.byte != b.span.start.byte) return a.span.start.byte < b.span.start.byte;
  if (a.span.end.byte != b.span.end.byte) return a.span.end.byte < b.span.end.byte;
  return a.code < b.code;
}

const Piece* PieceAt(const std::vector<Piece>& pieces, uint32_t byte) {
  const auto after =
      std::upper_bound(pieces.begin(), pieces.end(), byte,
                       [](uint32_t at, const Piece& piece) { return at < piece.begin; });
  if (after == pieces.begin()) return nullptr;
  const Piece& piece = *(after - 1);
  return byte < piece.end ? &piece : nullptr;
}

// A function body that a slice leaves out; offsets in the new text.
struct Stub {
  uint32_t begin, body_begin, end, body_lines;
  const Piece* piece;     // as it was
  const Unit* unit;       // that held it
  uint32_t slice_at = 0;  // where the slice has kStub
};

// Which bytes of a slice are which of the text.
class SliceMap {
 public:
  void Add(uint32_t slice, uint32_t real, uint32_t size) {
    if (size != 0) parts_.push_back({slice, real, size});
  }
  std::optional<uint32_t> Begin(uint32_t at) const {
    const Part* part = PartBefore(at + 1);
    if (part == nullptr || at - part->slice >= part->size) return std::nullopt;
    return part->real + (at - part->slice);
  }
  // Of an offset that ends something.
  std::optional<uint32_t> End(uint32_t at) const {
    const Part* part = PartBefore(at);
    if (part == nullptr || at - part->slice > part->size) return std::nullopt;
    return part->real + (at - part->slice);
  }

 private:
  struct Part {
    uint32_t slice, real, size;
  };
  // The last part that starts before `at`.
  const Part* PartBefore(uint32_t at) const {
    const auto found =
        std::lower_bound(parts_.begin(), parts_.end(), at,
                         [](const Part& part, uint32_t value) { return part.slice < value; });
    return found == parts_.begin() ? nullptr : &*(found - 1);
  }
  std::vector<Part> parts_;
};

bool StartsStatement(const Tree& tree, uint32_t byte) {
  const Source& source = tree.source();
  const auto children = tree.root()->Children();
  const auto found = std::lower_bound(
      children.begin(), children.end(), byte, [&](const Node* statement, uint32_t value) {
        return source.PositionOf(StatementBegin(*statement)).byte < value;
      });
  return found != children.end() && source.PositionOf(StatementBegin(**found)).byte == byte;
}

const uint32_t kGlobalWord = WordSet::HashOf("global");
const uint32_t kSuperWord = WordSet::HashOf("super");
const uint32_t kClassWord = WordSet::HashOf("__class__");

// A definition that is judged again: of a unit that the edit did not touch, a piece of it or (null)
// what is outside of its pieces.
struct Judged {
  bool outside = false;
  std::unordered_set<const Piece*> pieces;
};

}  // namespace

struct IncrementalCheck::Impl {
  Impl(std::span<const std::unique_ptr<Rule>> used_rules, const IntakeLimits& used_limits,
       const AnalyzeOptions& used_options, std::string used_path)
      : rules(used_rules), limits(used_limits), options(used_options), path(std::move(used_path)) {}

  struct Placed {
    std::unique_ptr<Unit> unit;
    uint32_t begin = 0, line = 0;  // in the text that was cut
  };

  const std::span<const std::unique_ptr<Rule>> rules;
  const IntakeLimits limits;
  const AnalyzeOptions options;
  const std::string path;
  std::string text;
  Report report;
  Work work;
  bool is_fresh = false;  // `report` is of `text`

  // The text that was cut: `text`, but that its bytes [old_begin, old_end) have become
  // [old_begin, new_end).
  bool is_cut = false, is_edited = false;
  size_t old_begin = 0, old_end = 0, new_end = 0;
  std::vector<Placed> units;
  std::unordered_multimap<uint32_t, Unit*> binders;
  std::unordered_map<const Unit*, size_t> numbers;  // of units, while an edit is judged

  static const Placed& UnitAt(const std::vector<Placed>& among, uint32_t byte) {
    const auto after =
        std::upper_bound(among.begin(), among.end(), byte,
                         [](uint32_t at, const Placed& placed) { return at < placed.begin; });
    return after == among.begin() ? among.front() : *(after - 1);
  }
  void Edit(size_t begin, size_t end, std::string_view replacement);
  bool CheckWhole(const std::function<bool()>& cancelled);  // false: cancelled
  bool CheckEdit();
  void MakeReport();

  bool MayBeCut(const Source& source, const Tree& tree, const Names& names,
                const Report& found) const;
  void CutUp(const Source& source, const Tree& tree, const Names& names);
  static void ReadWords(std::string_view unit_text, Unit* unit);
  void Forget(Unit* unit);
  void Learn(Unit* unit);

  // --- one edit
  struct Attempt;
  bool Include(Attempt* attempt) const;
  void FindDependents(Attempt* attempt) const;
  bool JudgeSlice(Attempt* attempt) const;
  bool IsJudged(const Attempt& attempt, uint32_t byte) const;
  void Accept(Attempt* attempt);
};

// What is known while one edit is judged. Offsets in the new text unless they say otherwise.
struct IncrementalCheck::Impl::Attempt {
  size_t first = 0, last = 0;                // touched units
  uint32_t begin = 0, end = 0, old_end = 0;  // of their text
  uint32_t byte_delta = 0, line_delta = 0;   // of what follows, modulo 2^32
  const Piece* local = nullptr;  // the edit is inside of its body and nothing else is affected
  WordSet affected;              // names of the module
  WordSet inner;                 // names of classes of the touched units
  std::vector<Stub> stubs;
  WordSet words;  // of the new text outside of the stubs
  std::unordered_map<const Unit*, Judged> judged;
  std::vector<bool> included;
  // --- what the slice said
  std::vector<Placed> units;
  std::vector<Diagnostic> findings;  // placed in the new text
  size_t bytes = 0;
};

// ---------------------------------------------------------------------------- the text

void IncrementalCheck::Impl::Edit(size_t begin, size_t end, std::string_view replacement) {
  begin = std::min(begin, text.size());
  end = std::clamp(end, begin, text.size());
  text.replace(begin, end - begin, replacement);
  is_fresh = false;
  if (!is_cut) return;
  if (!is_edited) {
    is_edited = true;
    old_begin = begin;
    old_end = new_end = end;
  }
  if (end > new_end) {
    old_end += end - new_end;
    new_end = end;
  }
  old_begin = std::min(old_begin, begin);
  new_end = new_end - (end - begin) + replacement.size();
}

void IncrementalCheck::Impl::ReadWords(std::string_view unit_text, Unit* unit) {
  std::vector<Piece> kept;
  uint32_t at = 0;
  for (Piece& piece : unit->pieces) {
    const std::string_view body = unit_text.substr(piece.body_begin, piece.end - piece.body_begin);
    if (piece.words.hashes().empty()) {
      piece.body_lines = LinesIn(body);
      piece.words.AddWordsOf(unit_text.substr(piece.begin, piece.end - piece.begin));
      piece.words.Finish();
      if (piece.words.Has(kSuperWord) || piece.words.Has(kClassWord)) {
        piece.words.AddAllOf(unit->bound);
      }
    }
    // What declares a name global may bind it: it counts as a part of the module's own code.
    if (piece.words.Has(kGlobalWord)) continue;
    unit->words.AddWordsOf(unit_text.substr(at, piece.body_begin - at));
    at = piece.end;
    kept.push_back(std::move(piece));
  }
  unit->words.AddWordsOf(unit_text.substr(at));
  unit->words.Finish();
  unit->pieces = std::move(kept);
}

void IncrementalCheck::Impl::Learn(Unit* unit) {
  for (const uint32_t hash : unit->bound.hashes()) binders.emplace(hash, unit);
}

void IncrementalCheck::Impl::Forget(Unit* unit) {
  for (const uint32_t hash : unit->bound.hashes()) {
    auto [from, to] = binders.equal_range(hash);
    while (from != to) from = from->second == unit ? binders.erase(from) : std::next(from);
  }
}

// ---------------------------------------------------------------------------- the whole text

bool IncrementalCheck::Impl::MayBeCut(const Source& source, const Tree& tree, const Names& names,
                                      const Report& found) const {
  if (!source.ok() || tree.root() == nullptr || tree.root()->child_count == 0) return false;
  if (!source.diagnostics().empty() || options.parse.expression) return false;
  if (names.gave_up() || names.looked_into_module() || names.values_travel()) return false;
  if (found.diagnostics.size() >= options.max_diagnostics) return false;
  return std::none_of(rules.begin(), rules.end(), [&](const std::unique_ptr<Rule>& rule) {
    return rule->ReadsWholeText(source);
  });
}

bool IncrementalCheck::Impl::CheckWhole(const std::function<bool()>& cancelled) {
  work = {.whole = true, .judged_bytes = text.size()};
  const auto is_cancelled = [&] { return cancelled && cancelled(); };
  const Source source = Source::FromBytes(path, text, limits);
  if (is_cancelled()) return false;
  const Tree tree = Tree::Parse(source, options.parse);
  if (is_cancelled()) return false;
  const Names names = Names::Build(tree);
  if (is_cancelled()) return false;
  report = Analyze(tree, names, rules, options);
  CutUp(source, tree, names);
  return true;
}

// Keeps what later edits need.
void IncrementalCheck::Impl::CutUp(const Source& source, const Tree& tree, const Names& names) {
  // Text that does not parse is often on its way back to what it was: what is known is kept.
  if (is_cut && tree.root() == nullptr) return;
  units.clear();
  binders.clear();
  is_cut = is_edited = false;
  if (!MayBeCut(source, tree, names, report)) return;
  Units found = FindUnits(tree, names, 0, static_cast<uint32_t>(text.size()));
  if (found.units.empty() || found.has_module_global) return;
  for (size_t i = 0; i < found.units.size(); ++i) {
    auto unit = std::make_unique<Unit>(std::move(found.units[i]));
    const std::string_view unit_text = std::string_view(text).substr(found.begins[i], unit->size);
    unit->lines = LinesIn(unit_text);
    ReadWords(unit_text, unit.get());
    const uint32_t line = i == 0 ? 0 : units.back().line + units.back().unit->lines;
    units.push_back({std::move(unit), found.begins[i], line});
  }
  size_t at = 0;
  for (const Diagnostic& finding : report.diagnostics) {
    const uint32_t start = finding.span.start.byte, end = finding.span.end.byte;
    while (at + 1 < units.size() && units[at + 1].begin <= start) ++at;
    if (end > units[at].begin + units[at].unit->size) return;  // over more than one
    Diagnostic moved = finding;
    Move(&moved, 0 - units[at].begin, 0 - units[at].line);
    units[at].unit->findings.push_back(std::move(moved));
  }
  for (const Placed& placed : units) Learn(placed.unit.get());
  is_cut = true;
}

// ---------------------------------------------------------------------------- an edit

// Units that mention a name which the edit may have changed are judged again; if what they do
// outside of functions is among it, so are those that mention their names.
void IncrementalCheck::Impl::FindDependents(Attempt* attempt) const {
  WordSet news = attempt->affected;
  while (!news.hashes().empty()) {
    WordSet next;
    for (size_t i = 0; i < units.size(); ++i) {
      if (i >= attempt->first && i <= attempt->last) continue;
      const Unit& unit = *units[i].unit;
      if (unit.words.HasAnyOf(news)) {
        Judged& judged = attempt->judged[&unit];
        if (!judged.outside) {
          judged.outside = true;
          if (!attempt->affected.Includes(unit.bound)) {
            next.AddAllOf(unit.bound);
            attempt->affected.AddAllOf(unit.bound);
          }
        }
      }
      for (const Piece& piece : unit.pieces) {
        if (piece.words.HasAnyOf(news)) attempt->judged[&unit].pieces.insert(&piece);
      }
    }
    news = std::move(next);
  }
}

// Which units the slice has; false: too much.
bool IncrementalCheck::Impl::Include(Attempt* attempt) const {
  attempt->included.assign(units.size(), false);
  std::vector<size_t> pending;
  size_t bytes = attempt->end - attempt->begin;
  const auto include = [&](size_t i) {
    if (attempt->included[i]) return;
    attempt->included[i] = true;
    if (i < attempt->first || i > attempt->last) pending.push_back(i);
  };
  const auto include_binders = [&](const WordSet& words) {
    for (const uint32_t hash : words.hashes()) {
      const auto [from, to] = binders.equal_range(hash);
      for (auto it = from; it != to; ++it) include(numbers.at(it->second));
    }
  };
  include(0);
  if (attempt->last + 1 < units.size()) include(attempt->last + 1);
  for (size_t i = 0; i < units.size(); ++i) {
    const Unit* unit = units[i].unit.get();
    if (unit->always || (i >= attempt->first && i <= attempt->last) ||
        attempt->judged.contains(unit)) {
      include(i);
    }
  }
  include_binders(attempt->words);
  while (!pending.empty()) {
    const Unit& unit = *units[pending.back()].unit;
    pending.pop_back();
    bytes += unit.size;
    include_binders(unit.words);
    const auto judged = attempt->judged.find(&unit);
    for (const Piece& piece : unit.pieces) {
      if (judged != attempt->judged.end() && judged->second.pieces.contains(&piece)) {
        include_binders(piece.words);
      } else {
        bytes -= piece.end - piece.body_begin;
      }
    }
  }
  for (const Stub& stub : attempt->stubs) bytes -= stub.end - stub.body_begin;
  attempt->bytes = bytes;
  return bytes <= text.size() / kMostOfText;
}

// Parses and judges the slice; false: it does not have the shape that it must have.
bool IncrementalCheck::Impl::JudgeSlice(Attempt* attempt) const {
  std::string slice;
  SliceMap map;
  const std::string_view all = text;
  const auto keep = [&](uint32_t begin, uint32_t end) {
    map.Add(static_cast<uint32_t>(slice.size()), begin, end - begin);
    slice += all.substr(begin, end - begin);
  };
  const auto stub_out = [&](uint32_t lines) {
    slice += kStub;
    slice.append(lines, '\n');
  };
  uint32_t region = 0, region_end = 0;
  std::optional<uint32_t> next_unit;
  for (size_t i = 0; i < units.size(); ++i) {
    const Unit& unit = *units[i].unit;
    if (i >= attempt->first && i <= attempt->last) {
      if (i != attempt->first) continue;
      region = static_cast<uint32_t>(slice.size());
      uint32_t at = attempt->begin;
      for (Stub& stub : attempt->stubs) {
        keep(at, stub.body_begin);
        stub.slice_at = static_cast<uint32_t>(slice.size());
        stub_out(stub.body_lines);
        at = stub.end;
      }
      keep(at, attempt->end);
      region_end = static_cast<uint32_t>(slice.size());
      continue;
    }
    if (i == attempt->last + 1) next_unit = static_cast<uint32_t>(slice.size());
    if (!attempt->included[i]) {
      slice.append(unit.lines, '\n');
      continue;
    }
    const uint32_t begin = units[i].begin + (i > attempt->last ? attempt->byte_delta : 0);
    const auto judged = attempt->judged.find(&unit);
    uint32_t at = 0;
    for (const Piece& piece : unit.pieces) {
      if (judged != attempt->judged.end() && judged->second.pieces.contains(&piece)) continue;
      keep(begin + at, begin + piece.body_begin);
      stub_out(piece.body_lines);
      at = piece.end;
    }
    keep(begin + at, begin + unit.size);
  }

  const Source source = Source::FromBytes(path, slice, limits);
  const Tree tree = Tree::Parse(source, options.parse);
  if (!source.ok() || tree.root() == nullptr) return false;
  const Names names = Names::Build(tree);
  Report found = Analyze(tree, names, rules, options);
  if (!MayBeCut(source, tree, names, found)) return false;
  if (next_unit && !StartsStatement(tree, *next_unit)) return false;
  Units cut = FindUnits(tree, names, region, region_end);
  if (cut.units.empty() || cut.has_module_global) return false;

  // Every body that was left out must have stood where a body stands.
  attempt->units.clear();
  size_t stub = 0;
  for (size_t i = 0; i < cut.units.size(); ++i) {
    auto unit = std::make_unique<Unit>(std::move(cut.units[i]));
    if (unit->always) return false;
    const uint32_t slice_begin = cut.begins[i];
    const std::optional<uint32_t> begin =
        i == 0 ? std::optional(attempt->begin) : map.Begin(slice_begin);
    const std::optional<uint32_t> end =
        i + 1 == cut.units.size() ? std::optional(attempt->end) : map.Begin(cut.begins[i + 1]);
    if (!begin || !end || *end < *begin) return false;
    unit->size = *end - *begin;
    for (Piece& piece : unit->pieces) {
      const std::optional<uint32_t> at = map.Begin(slice_begin + piece.begin);
      if (!at) return false;
      piece.begin = *at - *begin;
      if (stub < attempt->stubs.size() &&
          attempt->stubs[stub].slice_at == slice_begin + piece.body_begin) {
        const Stub& was = attempt->stubs[stub++];
        if (was.slice_at + kStub.size() != slice_begin + piece.end || was.begin != *at ||
            was.piece->place != piece.place) {
          return false;
        }
        piece.is_kept = true;
        piece.words = was.piece->words;
        piece.body_lines = was.body_lines;
        piece.body_begin = was.body_begin - *begin;
        piece.end = was.end - *begin;
        continue;
      }
      const std::optional<uint32_t> body = map.Begin(slice_begin + piece.body_begin);
      const std::optional<uint32_t> body_end = map.End(slice_begin + piece.end);
      if (!body || !body_end) return false;
      piece.body_begin = *body - *begin;
      piece.end = *body_end - *begin;
    }
    const std::string_view unit_text = all.substr(*begin, unit->size);
    unit->lines = LinesIn(unit_text);
    ReadWords(unit_text, unit.get());
    const uint32_t line = i == 0 ? units[attempt->first].line
                                 : attempt->units.back().line + attempt->units.back().unit->lines;
    attempt->units.push_back({std::move(unit), *begin, line});
  }
  if (stub != attempt->stubs.size()) return false;

  attempt->findings.clear();
  for (Diagnostic& finding : found.diagnostics) {
    const std::optional<uint32_t> begin = map.Begin(finding.span.start.byte);
    if (!begin || !IsJudged(*attempt, *begin)) continue;
    bool is_placed = true;
    const auto place = [&](Span* span) {
      const bool is_empty = span->end.byte == span->start.byte;
      const auto start = map.Begin(span->start.byte);
      const auto stop = is_empty ? start : map.End(span->end.byte);
      is_placed = is_placed && start && stop;
      if (!is_placed) return;
      span->start.byte = *start;
      span->end.byte = *stop;
    };
    place(&finding.span);
    if (finding.fix) {
      for (analyzer::Edit& edit : finding.fix->edits) place(&edit.span);
    }
    if (!is_placed) return false;  // it ends in a body that was left out
    attempt->findings.push_back(std::move(finding));
  }
  return true;
}

// Whether what is found at a byte of the new text replaces what was known.
bool IncrementalCheck::Impl::IsJudged(const Attempt& attempt, uint32_t byte) const {
  if (byte >= attempt.begin && (byte < attempt.end || attempt.last + 1 == units.size())) {
    const Placed& placed = UnitAt(attempt.units, byte);
    const Piece* piece = PieceAt(placed.unit->pieces, byte - placed.begin);
    return piece == nullptr || !piece->is_kept;
  }
  const uint32_t old = byte < attempt.begin ? byte : byte - attempt.byte_delta;
  const Placed& placed = UnitAt(units, old);
  const auto judged = attempt.judged.find(placed.unit.get());
  if (judged == attempt.judged.end()) return false;
  const Piece* piece = PieceAt(placed.unit->pieces, old - placed.begin);
  return piece == nullptr ? judged->second.outside : judged->second.pieces.contains(piece);
}

bool IncrementalCheck::Impl::CheckEdit() {
  if (text.size() > limits.max_bytes) return false;
  Attempt attempt;
  const auto old_first = static_cast<uint32_t>(old_begin),
             old_last = static_cast<uint32_t>(old_end);
  attempt.byte_delta = static_cast<uint32_t>(new_end - old_end);
  const auto number = [this](const Placed& placed) {
    return static_cast<size_t>(&placed - units.data());
  };
  attempt.first = number(UnitAt(units, old_first));
  // What is put before a unit's first line may become a part of the unit before.
  if (units[attempt.first].begin == old_first && attempt.first > 0) --attempt.first;
  attempt.last = number(UnitAt(units, old_last));
  attempt.begin = units[attempt.first].begin;
  attempt.old_end = units[attempt.last].begin + units[attempt.last].unit->size;
  attempt.end = attempt.old_end + attempt.byte_delta;

  WordSet bound, inner;
  for (size_t i = attempt.first; i <= attempt.last; ++i) {
    if (units[i].unit->always) return false;
    bound.AddAllOf(units[i].unit->bound);
    inner.AddAllOf(units[i].unit->inner);
    for (const Piece& piece : units[i].unit->pieces) {
      const bool is_apart =
          units[i].begin + piece.end < old_first || units[i].begin + piece.begin > old_last;
      if (!is_apart) inner.Add(piece.name);
    }
  }
  inner.Finish();
  if (attempt.first == attempt.last) {
    for (const Piece& piece : units[attempt.first].unit->pieces) {
      if (attempt.begin + piece.body_begin <= old_first && old_last <= attempt.begin + piece.end) {
        attempt.local = &piece;
      }
    }
  }
  if (attempt.local == nullptr) {
    attempt.affected = bound;
    attempt.inner = inner;
  }
  numbers.clear();
  for (size_t i = 0; i < units.size(); ++i) numbers[units[i].unit.get()] = i;

  for (int round = 0; round < kMostRounds; ++round) {
    attempt.stubs.clear();
    attempt.judged.clear();
    attempt.words = {};
    FindDependents(&attempt);
    uint32_t at = attempt.begin;
    for (size_t i = attempt.first; i <= attempt.last; ++i) {
      const Placed& placed = units[i];
      for (const Piece& piece : placed.unit->pieces) {
        const uint32_t begin = placed.begin + piece.begin, end = placed.begin + piece.end;
        const bool is_after = begin > old_last;
        if (!is_after && end >= old_first) continue;
        if (piece.words.HasAnyOf(attempt.affected) || piece.words.HasAnyOf(attempt.inner)) continue;
        const uint32_t delta = is_after ? attempt.byte_delta : 0;
        const Stub stub{begin + delta, placed.begin + piece.body_begin + delta,
                        end + delta,   piece.body_lines,
                        &piece,        placed.unit.get()};
        attempt.words.AddWordsOf(std::string_view(text).substr(at, stub.body_begin - at));
        at = stub.end;
        attempt.stubs.push_back(stub);
      }
    }
    attempt.words.AddWordsOf(std::string_view(text).substr(at, attempt.end - at));
    attempt.words.Finish();
    if (!Include(&attempt) || !JudgeSlice(&attempt)) return false;

    WordSet new_bound, new_inner;
    for (const Placed& placed : attempt.units) {
      new_bound.AddAllOf(placed.unit->bound);
      new_inner.AddAllOf(placed.unit->inner);
      for (const Piece& piece : placed.unit->pieces) {
        const bool is_apart =
            placed.begin + piece.end < old_first || placed.begin + piece.begin > new_end;
        if (!is_apart) new_inner.Add(piece.name);
      }
    }
    new_inner.Finish();
    if (attempt.local != nullptr) {
      // Still the same function, and nothing beside its body?
      const Unit& was = *units[attempt.first].unit;
      const Unit& is = *attempt.units.front().unit;
      const auto which = static_cast<size_t>(attempt.local - was.pieces.data());
      if (attempt.units.size() == 1 && is.pieces.size() == was.pieces.size() &&
          is.pieces[which].begin == attempt.local->begin &&
          is.pieces[which].body_begin == attempt.local->body_begin &&
          is.pieces[which].end == attempt.local->end + attempt.byte_delta &&
          is.pieces[which].place == attempt.local->place && bound.Includes(new_bound) &&
          new_bound.Includes(bound)) {
        Accept(&attempt);
        return true;
      }
      attempt.local = nullptr;
      attempt.affected = bound;
      attempt.inner = inner;
    } else if (attempt.affected.Includes(new_bound) && attempt.inner.Includes(new_inner)) {
      Accept(&attempt);
      return true;
    }
    attempt.affected.AddAllOf(new_bound);
    attempt.inner.AddAllOf(new_inner);
  }
  return false;
}

void IncrementalCheck::Impl::Accept(Attempt* attempt) {
  uint32_t old_lines = 0, new_lines = 0;
  for (size_t i = attempt->first; i <= attempt->last; ++i) old_lines += units[i].unit->lines;
  for (const Placed& placed : attempt->units) new_lines += placed.unit->lines;
  attempt->line_delta = new_lines - old_lines;

  // What was found before in pieces of the touched units that were not judged again.
  std::vector<Diagnostic> kept;
  for (size_t i = attempt->first; i <= attempt->last; ++i) {
    const Placed& placed = units[i];
    for (const Diagnostic& finding : placed.unit->findings) {
      const Piece* piece = PieceAt(placed.unit->pieces, finding.span.start.byte);
      const bool stays =
          piece != nullptr && std::any_of(attempt->stubs.begin(), attempt->stubs.end(),
                                          [&](const Stub& stub) { return stub.piece == piece; });
      if (!stays) continue;
      const bool is_after = placed.begin + finding.span.start.byte >= old_end;
      kept.push_back(finding);
      Move(&kept.back(), placed.begin + (is_after ? attempt->byte_delta : 0),
           placed.line + (is_after ? attempt->line_delta : 0));
    }
  }
  // Findings of the other units that were judged again make place for the new ones.
  for (auto& [unit, judged] : attempt->judged) {
    auto& findings = units[numbers.at(unit)].unit->findings;
    std::erase_if(findings, [&pieces = unit->pieces, &parts = judged](const Diagnostic& finding) {
      const Piece* piece = PieceAt(pieces, finding.span.start.byte);
      return piece == nullptr ? parts.outside : parts.pieces.contains(piece);
    });
  }

  for (size_t i = attempt->first; i <= attempt->last; ++i) Forget(units[i].unit.get());
  for (Placed& placed : attempt->units) {
    for (Piece& piece : placed.unit->pieces) piece.is_kept = false;
    Learn(placed.unit.get());
  }
  const auto from = units.begin() + static_cast<std::ptrdiff_t>(attempt->first);
  const auto to = units.begin() + static_cast<std::ptrdiff_t>(attempt->last) + 1;
  const size_t next = attempt->first + attempt->units.size();
  units.erase(from, to);
  units.insert(units.begin() + static_cast<std::ptrdiff_t>(attempt->first),
               std::make_move_iterator(attempt->units.begin()),
               std::make_move_iterator(attempt->units.end()));
  for (size_t i = next; i < units.size(); ++i) {
    units[i].begin += attempt->byte_delta;
    units[i].line += attempt->line_delta;
  }
  for (std::vector<Diagnostic>* findings : {&kept, &attempt->findings}) {
    for (Diagnostic& finding : *findings) {
      const Placed& placed = UnitAt(units, finding.span.start.byte);
      Move(&finding, 0 - placed.begin, 0 - placed.line);
      placed.unit->findings.push_back(std::move(finding));
    }
  }
  for (const Placed& placed : units) {
    auto& findings = placed.unit->findings;
    if (!std::is_sorted(findings.begin(), findings.end(), IsBefore)) {
      std::stable_sort(findings.begin(), findings.end(), IsBefore);
    }
  }
  work = {.whole = false, .judged_bytes = attempt->bytes};
  is_edited = false;
}

void IncrementalCheck::Impl::MakeReport() {
  report.path = path;
  report.diagnostics.clear();
  for (const Placed& placed : units) {
    for (const Diagnostic& finding : placed.unit->findings) {
      report.diagnostics.push_back(finding);
      Move(&report.diagnostics.back(), placed.begin, placed.line);
    }
  }
  report.verdict = report.diagnostics.empty() ? FileVerdict::kClean : FileVerdict::kFindings;
}

// ---------------------------------------------------------------------------- the public part

IncrementalCheck::IncrementalCheck(std::span<const std::unique_ptr<Rule>> rules,
                                   const IntakeLimits& limits, const AnalyzeOptions& options,
                                   std::string path)
    : impl_(std::make_unique<Impl>(rules, limits, options, std::move(path))) {}
IncrementalCheck::IncrementalCheck(IncrementalCheck&&) noexcept = default;
IncrementalCheck& IncrementalCheck::operator=(IncrementalCheck&&) noexcept = default;
IncrementalCheck::~IncrementalCheck() = default;

void IncrementalCheck::SetText(std::string text) {
  impl_->text = std::move(text);
  impl_->is_fresh = impl_->is_cut = impl_->is_edited = false;
}

void IncrementalCheck::Replace(size_t begin, size_t end, std::string_view text) {
  impl_->Edit(begin, end, text);
}

const std::string& IncrementalCheck::text() const { return impl_->text; }

const Report& IncrementalCheck::Check() { return *CheckUnless({}); }

const Report* IncrementalCheck::CheckUnless(const std::function<bool()>& cancelled) {
  Impl& impl = *impl_;
  if (impl.is_fresh) return &impl.report;
  bool is_done = impl.is_cut && (!impl.is_edited || impl.CheckEdit());
  if (is_done) {
    impl.MakeReport();
    // As many findings as are shown at most: the whole check says which.
    is_done = impl.report.diagnostics.size() < impl.options.max_diagnostics;
  }
  if (!is_done && !impl.CheckWhole(cancelled)) return nullptr;
  impl.is_fresh = true;
  return &impl.report;
}

IncrementalCheck::Work IncrementalCheck::last_work() const { return impl_->work; }

}  // namespace stockade::analyzer
