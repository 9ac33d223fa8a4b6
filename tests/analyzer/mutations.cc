#include "mutations.h"

#include <cctype>
#include <cstddef>
#include <string_view>

namespace stockade::analyzer {
namespace {

// Words and signs that make trouble where they do not belong.
constexpr std::string_view kSnippets[] = {
    "return",  "yield", "break",    "continue",  "await",      "async",   "lambda",
    "if",      "else",  "for",      "in",        "is",         "not",     "and",
    "or",      "with",  "as",       "import",    "from",       "global",  "nonlocal",
    "del",     "pass",  "raise",    "try",       "except",     "finally", "class",
    "def",     "while", "assert",   "None",      "True",       "x",       "1",
    "'s'",     "b'b'",  "f'{x}'",   "(",         ")",          "[",       "]",
    "{",       "}",     ",",        ":",         ";",          "=",       "==",
    ":=",      "+=",    "*",        "**",        "->",         "@",       ".",
    "...",     "\n",    "\n    ",   "  ",        "\t",         "\\",      "\"",
    "'",       "'''",   "#",        "0x",        "1e",         "09",      "1_",
    "!",       "$",     "?",        "~",         "-",          "|",       "&",
    "^",       "<",     ">",        "<<",        "match",      "case",    "type",
    "print",   "exec",  "_",        "__debug__", "yield from", "not in",  "except*",
    "*args",   "**kw",  "{x for x", "f'{'",      "\\N{",       "b'\\u'",  "nonlocal x",
    "global x"};
constexpr std::string_view kCharacters = "()[]{}:,.=*'\"\\\n \t#@1ax_";

struct Range {
  size_t begin, end;
};

// Roughly the tokens; what is cut in the wrong place is one more mutation.
std::vector<Range> Tokens(std::string_view text) {
  std::vector<Range> tokens;
  const auto word = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || (c & 0x80) != 0;
  };
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    const char c = text[at++];
    if (word(c)) {
      while (at < text.size() && word(text[at])) ++at;
    } else if (c == '\'' || c == '"') {
      const size_t end = text.find_first_of(std::string_view("'\"\n"), at);
      if (end != std::string_view::npos && text[end] == c) at = end + 1;
    } else if (c == '\n') {
      while (at < text.size() && text[at] == ' ') ++at;
    } else if (c == ' ' || c == '\t') {
      continue;
    } else if (at < text.size() && text[at] == c && (c == '*' || c == '=' || c == '/')) {
      ++at;
    }
    tokens.push_back({begin, at});
  }
  return tokens;
}

std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  size_t begin = 0;
  for (size_t end; (end = text.find('\n', begin)) != std::string::npos; begin = end + 1) {
    lines.push_back(text.substr(begin, end - begin));
  }
  lines.push_back(text.substr(begin));
  return lines;
}

}  // namespace

std::vector<std::string> Mutator::Pieces(const std::string& text) {
  std::vector<std::string> pieces;
  std::string piece;
  for (const std::string& line : Lines(text)) {
    const bool top =
        !line.empty() && std::string_view(" \t)]}#").find(line[0]) == std::string::npos;
    if (top && piece.size() > 200) {
      if (piece.size() < 3000) pieces.push_back(piece);
      piece.clear();
    }
    piece += line + '\n';
  }
  return pieces;
}

std::string Mutator::Mutate(std::string text) {
  for (uint32_t i = 1 + Below(3); i > 0; --i) Once(&text);
  return text;
}

void Mutator::Once(std::string* text) {
  const std::vector<Range> tokens = Tokens(*text);
  if (tokens.empty()) return;
  const Range one = tokens[Below(tokens.size())];
  const Range other = tokens[Below(tokens.size())];
  const std::string first = text->substr(one.begin, one.end - one.begin);
  const std::string second = text->substr(other.begin, other.end - other.begin);
  const auto snippet = [this] { return std::string(kSnippets[Below(std::size(kSnippets))]); };
  switch (Below(9)) {
    case 0:
      text->erase(one.begin, first.size());
      break;
    case 1:
      text->replace(one.begin, first.size(), snippet());
      break;
    case 2:
      text->insert(one.begin, ' ' + snippet() + ' ');
      break;
    case 3:
      text->replace(one.begin, first.size(), second);
      break;
    case 4:
      text->insert(one.end, first);
      break;
    case 5:
      text->erase(Below(text->size()), 1);
      break;
    case 6:
      text->insert(Below(text->size()), 1, kCharacters[Below(kCharacters.size())]);
      break;
    case 7: {
      std::vector<std::string> lines = Lines(*text);
      const size_t at = Below(lines.size());
      if (Below(2) == 0) {
        const size_t blanks = lines[at].find_first_not_of(' ');
        lines[at] = std::string(Below(9), ' ') +
                    (blanks == std::string::npos ? std::string() : lines[at].substr(blanks));
      } else {
        const std::string copy = lines[Below(lines.size())];
        lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), copy);
      }
      text->clear();
      for (size_t i = 0; i < lines.size(); ++i) *text += (i == 0 ? "" : "\n") + lines[i];
      break;
    }
    default:
      if (one.end <= other.begin) {
        text->replace(other.begin, second.size(), first);
        text->replace(one.begin, first.size(), second);
      }
      break;
  }
}

}  // namespace stockade::analyzer
