// Mutations that keep a text near to Python: tokens and lines of one program put into another,
// taken out, doubled and swapped, blocks indented and dedented. Most byte flips only make text that
// the tokenizer refuses; these reach the lowering, the rules and the printer.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

extern "C" size_t LLVMFuzzerMutate(uint8_t* data, size_t size, size_t max_size);

namespace {

constexpr std::string_view kTokens[] = {
    "and",       "as",    "assert",    "async ",    "await ",  "break",  "case ",      "class ",
    "continue",  "def ",  "del ",      "elif ",     "else",    "except", "False",      "finally",
    "for ",      "from ", "global ",   "if ",       "import ", "in ",    "is ",        "lambda ",
    "match ",    "None",  "nonlocal ", "not ",      "or ",     "pass",   "raise ",     "return ",
    "True",      "try",   "type ",     "while ",    "with ",   "yield ", "_",          "x",
    "self",      "eval",  "os",        "__class__", "getattr", "(",      ")",          "[",
    "]",         "{",     "}",         ",",         ":",       ";",      ".",          "...",
    "=",         ":=",    "->",        "+=",        "**",      "*",      "//",         "@",
    "%",         "&",     "|",         "^",         "~",       "<<",     "!=",         "==",
    "'",         "\"",    "'''",       "\"\"\"",    "f'",      "rb'",    "{x!r:>{y}}", "\\",
    "\\N{DASH}", "#",     "0x1f",      "1_0",       "1e9",     "1j",     "\n",         "    ",
    "\t",        "\r\n",
};

bool IsWord(char c) {
  return c == '_' || (c & 0x80) != 0 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
         (c >= 'A' && c <= 'Z');
}

// Words, runs of blanks, and single other characters.
std::vector<std::string_view> Tokens(std::string_view text) {
  std::vector<std::string_view> tokens;
  for (size_t at = 0; at < text.size();) {
    size_t end = at + 1;
    if (IsWord(text[at])) {
      while (end < text.size() && IsWord(text[end])) ++end;
    } else if (text[at] == ' ') {
      while (end < text.size() && text[end] == ' ') ++end;
    }
    tokens.push_back(text.substr(at, end - at));
    at = end;
  }
  return tokens;
}

std::vector<std::string_view> Lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    const size_t size = end == std::string_view::npos ? text.size() : end + 1;
    lines.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return lines;
}

class Mutation {
 public:
  explicit Mutation(unsigned seed) : engine_(seed) {}

  std::string Mutate(std::string_view text) {
    return Below(2) == 0 ? MutateTokens(Tokens(text)) : MutateLines(Lines(text));
  }

  // Lines of both, in turn.
  std::string Cross(std::string_view a, std::string_view b) {
    const auto first = Lines(a), second = Lines(b);
    const size_t cut = Below(first.size() + 1), from = Below(second.size() + 1);
    std::string out;
    for (size_t i = 0; i < cut; ++i) out += first[i];
    for (size_t i = from; i < second.size() && i < from + 20; ++i) out += second[i];
    for (size_t i = cut; i < first.size(); ++i) out += first[i];
    return out;
  }

 private:
  size_t Below(size_t n) { return n == 0 ? 0 : engine_() % n; }

  std::string MutateTokens(const std::vector<std::string_view>& tokens) {
    const size_t at = Below(tokens.size() + 1), from = Below(tokens.size());
    const size_t what = Below(4);
    std::string out;
    for (size_t i = 0; i <= tokens.size(); ++i) {
      if (i == at) {
        if (what == 0) out += kTokens[Below(std::size(kTokens))];
        if (what == 1 && !tokens.empty()) out += tokens[from];
        if (what == 2) continue;  // taken out
        if (what == 3) {
          out += kTokens[Below(std::size(kTokens))];
          continue;
        }
      }
      if (i < tokens.size()) out += tokens[i];
    }
    return out;
  }

  std::string MutateLines(const std::vector<std::string_view>& lines) {
    const size_t at = Below(lines.size()), from = Below(lines.size()), what = Below(5);
    const size_t count = 1 + Below(4);
    std::string out;
    for (size_t i = 0; i < lines.size(); ++i) {
      const bool is_inside = i >= at && i < at + count;
      if (is_inside && what == 0) continue;
      if (is_inside && what == 1) out += "    ";
      if (is_inside && what == 2 && lines[i].starts_with("    ")) {
        out += lines[i].substr(4);
        continue;
      }
      if (i == at && what == 3) out += lines[from];
      out += lines[i];
      if (is_inside && what == 4) out += lines[i];
    }
    return out;
  }

  std::minstd_rand engine_;
};

size_t Store(const std::string& text, uint8_t* data, size_t max_size) {
  const size_t size = std::min(text.size(), max_size);
  std::memcpy(data, text.data(), size);
  return size;
}

}  // namespace

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t max_size,
                                          unsigned seed) {
  // Now and then the plain one, for bytes that are no Python at all.
  if (seed % 8 == 0) return LLVMFuzzerMutate(data, size, max_size);
  Mutation mutation(seed);
  std::string text(reinterpret_cast<const char*>(data), size);
  for (unsigned i = 0; i < 1 + seed % 3; ++i) text = mutation.Mutate(text);
  return Store(text, data, max_size);
}

extern "C" size_t LLVMFuzzerCustomCrossOver(const uint8_t* data1, size_t size1,
                                            const uint8_t* data2, size_t size2, uint8_t* out,
                                            size_t max_size, unsigned seed) {
  const std::string_view a(reinterpret_cast<const char*>(data1), size1);
  const std::string_view b(reinterpret_cast<const char*>(data2), size2);
  return Store(Mutation(seed).Cross(a, b), out, max_size);
}
