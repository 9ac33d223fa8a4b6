#include "analyzer/source.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>

#include <fmt/format.h>

#include "analyzer/intake.h"

namespace stockade::analyzer {
namespace {

using std::string_view;

// The string literal's own length, so that rows may contain NUL.
#define STOCKADE_TEXT(literal) string_view(literal, sizeof(literal) - 1)
constexpr IntakeRow kRows[] = {
#define STOCKADE_INTAKE(Name, code, name, severity, summary, message, help, why, bad, good) \
  {code, name, Severity::severity, message, help, why, STOCKADE_TEXT(bad), STOCKADE_TEXT(good)},
#include "analyzer/intake.def"
};
#undef STOCKADE_TEXT

// More breaches than this in one text add nothing; the text is refused anyway.
constexpr size_t kMaxBreaches = 100;

// True if some byte is not a printable ASCII character or a tab. Eight bytes a step: a byte below
// 0x20 borrows into its top bit when 0x20 is taken off, 0x7F carries into it when 1 is added.
bool HasUnusualByte(const char* p, size_t n) {
  constexpr uint64_t kOnes = 0x0101010101010101, kTops = 0x8080808080808080;
  uint64_t seen = 0;
  size_t i = 0;
  for (; i + 8 <= n; i += 8) {
    uint64_t word;
    std::memcpy(&word, p + i, 8);
    // A borrow may only report too much (a neighbour of an unusual byte), never too little.
    seen |= (word - 0x20 * kOnes) | (word + kOnes) | word;
    if ((seen & kTops) != 0) break;
  }
  if (i + 8 > n && (seen & kTops) == 0) {
    for (; i < n; ++i) {
      const auto byte = static_cast<unsigned char>(p[i]);
      if (byte < 0x20 || byte >= 0x7F) return true;
    }
    return false;
  }
  return true;
}

// Decodes the character at p (p < end) by the well-formed sequences of Unicode table 3-7. Returns
// its length, 0 if it is not well formed.
int Decode(const unsigned char* p, const unsigned char* end, uint32_t* out) {
  const unsigned lead = *p;
  if (lead < 0x80) {
    *out = lead;
    return 1;
  }
  if (lead < 0xC2 || lead > 0xF4) return 0;
  const int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (end - p < length) return 0;
  unsigned low = 0x80, high = 0xBF;  // of the second byte
  if (lead == 0xE0) low = 0xA0;
  if (lead == 0xED) high = 0x9F;
  if (lead == 0xF0) low = 0x90;
  if (lead == 0xF4) high = 0x8F;
  uint32_t value = lead & (0x7Fu >> length);
  for (int i = 1; i < length; ++i) {
    if (p[i] < low || p[i] > high) return 0;
    value = value << 6 | (p[i] & 0x3Fu);
    low = 0x80;
    high = 0xBF;
  }
  *out = value;
  return length;
}

struct CharacterRange {
  uint32_t first, last;
  IntakeRule rule;
};

// Sorted; characters outside of it are plain text.
constexpr CharacterRange kUnusual[] = {
    {0x00, 0x00, IntakeRule::kNulCharacter},
    {0x01, 0x08, IntakeRule::kControlCharacter},
    {0x0B, 0x0B, IntakeRule::kControlCharacter},
    {0x0C, 0x0C, IntakeRule::kFormFeed},
    {0x0D, 0x0D, IntakeRule::kLoneCarriageReturn},
    {0x0E, 0x1F, IntakeRule::kControlCharacter},
    {0x7F, 0x9F, IntakeRule::kControlCharacter},
    {0xAD, 0xAD, IntakeRule::kInvisibleCharacter},
    {0x34F, 0x34F, IntakeRule::kInvisibleCharacter},
    {0x61C, 0x61C, IntakeRule::kBidirectionalControl},
    {0x115F, 0x1160, IntakeRule::kInvisibleCharacter},
    {0x17B4, 0x17B5, IntakeRule::kInvisibleCharacter},
    {0x180B, 0x180F, IntakeRule::kInvisibleCharacter},
    {0x200B, 0x200D, IntakeRule::kInvisibleCharacter},
    {0x200E, 0x200F, IntakeRule::kBidirectionalControl},
    {0x2028, 0x2029, IntakeRule::kControlCharacter},
    {0x202A, 0x202E, IntakeRule::kBidirectionalControl},
    {0x2060, 0x2065, IntakeRule::kInvisibleCharacter},
    {0x2066, 0x2069, IntakeRule::kBidirectionalControl},
    {0x206A, 0x206F, IntakeRule::kInvisibleCharacter},
    {0x3164, 0x3164, IntakeRule::kInvisibleCharacter},
    {0xFE00, 0xFE0F, IntakeRule::kInvisibleCharacter},
    {0xFEFF, 0xFEFF, IntakeRule::kByteOrderMarkInside},
    {0xFFA0, 0xFFA0, IntakeRule::kInvisibleCharacter},
    {0xFFF0, 0xFFFB, IntakeRule::kInvisibleCharacter},
    {0x1BCA0, 0x1BCA3, IntakeRule::kInvisibleCharacter},
    {0x1D173, 0x1D17A, IntakeRule::kInvisibleCharacter},
    {0xE0000, 0xE0FFF, IntakeRule::kInvisibleCharacter},
};

bool IsJoiner(uint32_t c) { return c == 0x200C || c == 0x200D; }
bool IsVariationSelector(uint32_t c) {
  return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

// Joiners and variation selectors are part of ordinary writing (emoji, Persian, Indic scripts)
// where they follow a character that they can act on.
bool ActsOnPrevious(uint32_t c, uint32_t previous) {
  if (previous == 0 || IsJoiner(previous)) return false;
  if (IsJoiner(c)) return previous >= 0x80;
  if (!IsVariationSelector(c) || IsVariationSelector(previous)) return false;
  return previous >= 0x80 || (previous >= '0' && previous <= '9') || previous == '#' ||
         previous == '*';
}

const IntakeRule* RuleOf(uint32_t c) {
  const auto* row = std::upper_bound(
      std::begin(kUnusual), std::end(kUnusual), c,
      [](uint32_t value, const CharacterRange& range) { return value < range.first; });
  if (row == std::begin(kUnusual) || c > (--row)->last) return nullptr;
  return &row->rule;
}

bool IsCookieCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.';
}

// The encoding that a comment line declares (PEP 263), empty if it does not.
string_view Cookie(string_view line) {
  size_t at = line.find_first_not_of(" \t\f");
  if (at == string_view::npos || line[at] != '#') return {};
  while ((at = line.find("coding", at)) != string_view::npos) {
    at += 6;
    if (at >= line.size() || (line[at] != ':' && line[at] != '=')) continue;
    const size_t begin = line.find_first_not_of(" \t", at + 1);
    if (begin == string_view::npos) continue;
    size_t end = begin;
    while (end < line.size() && IsCookieCharacter(line[end])) ++end;
    if (end > begin) return line.substr(begin, end - begin);
  }
  return {};
}

// CPython maps all of these to its UTF-8 decoder, without a codec look-up or, unless the text
// starts with a byte order mark, by the codec's alias.
bool MeansUtf8(string_view cookie, bool marked) {
  std::string name;
  for (char c : cookie) {
    name += c == '_' ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return name == "utf-8" || name.starts_with("utf-8-") || (name == "utf8" && !marked);
}

bool IsBlankOrComment(string_view line) {
  const size_t at = line.find_first_not_of(" \t\f");
  return at == string_view::npos || line[at] == '#';
}

constexpr uint32_t kBytesPerMark = 256;

// Code points that start in the bytes [begin, end).
uint32_t CountCharacters(string_view text, uint32_t begin, uint32_t end) {
  uint32_t count = 0;
  for (uint32_t i = begin; i < end; ++i) {
    count += (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80;
  }
  return count;
}

}  // namespace

std::span<const IntakeRow> IntakeRules() { return kRows; }

Diagnostic IntakeDiagnostic(IntakeRule rule, Span span, string_view argument, string_view second) {
  const IntakeRow& row = kRows[static_cast<size_t>(rule)];
  Diagnostic result;
  result.code = row.code;
  result.rule = row.name;
  result.severity = row.severity;
  result.message = row.message;
  for (string_view part : {argument, second}) {
    const size_t hole = result.message.find("{}");
    if (hole != std::string::npos) result.message.replace(hole, 2, part);
  }
  result.span = span;
  result.help = row.help;
  return result;
}

Source Source::FromBytes(std::string path, string_view bytes, const IntakeLimits& limits) {
  Source source;
  source.path_ = std::move(path);
  source.limits_ = limits;
  source.line_starts_.push_back(0);
  source.original_line_starts_.push_back(0);
  constexpr size_t kMost = std::numeric_limits<int32_t>::max();
  if (bytes.size() > std::min(limits.max_bytes, kMost)) {
    source.diagnostics_.push_back(
        IntakeDiagnostic(IntakeRule::kTextTooLarge, {}, std::to_string(bytes.size())));
    source.diagnostics_.back().message +=
        fmt::format(", the limit is {}", std::min(limits.max_bytes, kMost));
    return source;
  }
  const uint32_t mark = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  source.original_line_starts_[0] = mark;
  if (bytes.data() == nullptr) bytes = "";
  const bool has_returns = std::memchr(bytes.data(), '\r', bytes.size()) != nullptr;
  if (has_returns) {
    source.text_.reserve(bytes.size());
  } else {
    source.text_.assign(bytes.substr(mark));
  }
  const size_t expected_lines = bytes.size() / 32 + 1;
  source.line_starts_.reserve(expected_lines);
  source.original_line_starts_.reserve(expected_lines);

  bool parsable = true;
  const char* const base = bytes.data();
  const char* const end = base + bytes.size();
  const char* line = base + mark;
  uint32_t number = 1;
  // Reports the character at `at` of the current line; it is `length` bytes long.
  const auto breach = [&](IntakeRule rule, const char* at, ptrdiff_t length,
                          string_view argument = {}) {
    Position start{number, 1, static_cast<uint32_t>(at - base)};
    for (const char* p = line; p < at; ++p) start.column += (*p & 0xC0) != 0x80;
    Position stop{number, start.column, static_cast<uint32_t>(at + length - base)};
    for (const char* p = at; p < at + length; ++p) stop.column += (*p & 0xC0) != 0x80;
    source.diagnostics_.push_back(IntakeDiagnostic(rule, {start, stop}, argument));
  };
  const auto undecodable = [&](const char* at) {
    breach(IntakeRule::kInvalidUtf8, at, 1,
           fmt::format("0x{:02X} at offset {}", static_cast<unsigned char>(*at), at - base));
    source.diagnostics_.back().span.end.column = source.diagnostics_.back().span.start.column + 1;
    source.text_.clear();
    source.line_starts_.assign(1, 0);
    source.original_line_starts_.assign(1, 0);
  };

  while (true) {
    const auto* feed =
        static_cast<const char*>(std::memchr(line, '\n', static_cast<size_t>(end - line)));
    const char* stop = feed == nullptr ? end : feed;
    if (feed != nullptr && stop > line && stop[-1] == '\r') --stop;
    const auto length = static_cast<size_t>(stop - line);
    if (length > limits.max_line_bytes) {
      breach(IntakeRule::kLineTooLong, line, 1, std::to_string(length));
      source.diagnostics_.back().message += fmt::format(", the limit is {}", limits.max_line_bytes);
      parsable = false;
    }
    if (HasUnusualByte(line, length)) {
      uint32_t previous = 0;
      for (const char* p = line; p < stop;) {
        uint32_t c = 0;
        const int size = Decode(reinterpret_cast<const unsigned char*>(p),
                                reinterpret_cast<const unsigned char*>(stop), &c);
        if (size == 0) {
          undecodable(p);
          return source;
        }
        const IntakeRule* rule = c == '\t' ? nullptr : RuleOf(c);
        if (rule != nullptr && !ActsOnPrevious(c, previous)) {
          const bool visible_harm = *rule == IntakeRule::kBidirectionalControl ||
                                    *rule == IntakeRule::kInvisibleCharacter;
          parsable = parsable && visible_harm;
          if (source.diagnostics_.size() < kMaxBreaches) {
            breach(*rule, p, size, fmt::format("{:04X}", c));
          }
        }
        previous = c;
        p += size;
      }
    }
    if (number <= 2) {
      const string_view cookie = Cookie({line, length});
      if (!cookie.empty() && !MeansUtf8(cookie, mark != 0) &&
          (number == 1 || IsBlankOrComment(source.Line(1)))) {
        breach(IntakeRule::kCodingCookie, cookie.data(), static_cast<ptrdiff_t>(cookie.size()),
               cookie);
        parsable = false;
      }
    }
    if (has_returns) source.text_.append(line, length);
    if (feed == nullptr) break;
    if (has_returns) source.text_.push_back('\n');
    line = feed + 1;
    ++number;
    source.original_line_starts_.push_back(static_cast<uint32_t>(line - base));
    source.line_starts_.push_back(has_returns ? static_cast<uint32_t>(source.text_.size())
                                              : static_cast<uint32_t>(line - base) - mark);
  }
  source.ok_ = parsable;
  source.MarkCharacters();
  return source;
}

string_view Source::Line(uint32_t line) const {
  if (line == 0 || line > line_count()) return {};
  const string_view rest = string_view(text_).substr(line_starts_[line - 1]);
  return rest.substr(0, rest.find('\n'));
}

uint32_t Source::LineOf(uint32_t offset) const {
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  return static_cast<uint32_t>(after - line_starts_.begin());
}

Position Source::PositionOf(uint32_t offset) const {
  offset = std::min(offset, static_cast<uint32_t>(text_.size()));
  const uint32_t line = LineOf(offset);
  const uint32_t start = line_starts_[line - 1];
  const uint32_t column = 1 + CharactersBefore(offset) - CharactersBefore(start);
  return {line, column, original_line_starts_[line - 1] + (offset - start)};
}

uint32_t Source::CharactersBefore(uint32_t offset) const {
  if (characters_.empty()) return offset;
  const uint32_t mark = offset / kBytesPerMark;
  return characters_[mark] + CountCharacters(text_, mark * kBytesPerMark, offset);
}

// Findings may be many on one long line, so none may count the characters of all of it.
void Source::MarkCharacters() {
  unsigned all = 0;  // without an early end, so that the loop goes over many bytes at once
  for (const char c : text_) all |= static_cast<unsigned char>(c);
  if (all < 0x80) return;
  const auto size = static_cast<uint32_t>(text_.size());
  characters_.reserve(size / kBytesPerMark + 1);
  characters_.push_back(0);
  for (uint32_t at = kBytesPerMark; at <= size; at += kBytesPerMark) {
    characters_.push_back(characters_.back() + CountCharacters(text_, at - kBytesPerMark, at));
  }
}

}  // namespace stockade::analyzer
