#include "analyzer/tokens.h"

#include <array>

namespace stockade::analyzer {
namespace {

constexpr std::string_view kKeywords[] = {
    "False", "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
    "class", "continue", "def",   "del",    "elif", "else",   "except", "finally",  "for",
    "from",  "global",   "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
    "or",    "pass",     "raise", "return", "try",  "while",  "with",   "yield"};
constexpr size_t kCount = std::size(kKeywords);

// Length and first two letters tell almost all of them apart; the rest is a comparison.
constexpr size_t kSlots = 256;
constexpr size_t Slot(std::string_view word) {
  return (static_cast<size_t>(word[0]) * 5 + static_cast<size_t>(word[1]) * 11 + word.size() * 37) %
         kSlots;
}

struct Table {
  std::array<uint8_t, kSlots> first{};  // 1 + index of a keyword, 0 for none
  std::array<uint8_t, kCount> next{};   // of the same slot
};
constexpr Table MakeTable() {
  Table table;
  for (size_t i = 0; i < kCount; ++i) {
    const size_t slot = Slot(kKeywords[i]);
    table.next[i] = table.first[slot];
    table.first[slot] = static_cast<uint8_t>(i + 1);
  }
  return table;
}
constexpr Table kTable = MakeTable();

}  // namespace

TokenKind KeywordKind(std::string_view word) {
  if (word.size() < 2 || word.size() > 8) return TokenKind::kName;
  // Only ASCII letters: the index must not depend on the sign of char.
  for (size_t i : {0u, 1u}) {
    if (static_cast<signed char>(word[i]) < 0) return TokenKind::kName;
  }
  for (size_t i = kTable.first[Slot(word)]; i != 0; i = kTable.next[i - 1]) {
    if (kKeywords[i - 1] == word) {
      return static_cast<TokenKind>(static_cast<size_t>(TokenKind::kFalse) + i - 1);
    }
  }
  return TokenKind::kName;
}

bool StartsExpression(TokenKind kind) {
  switch (kind) {
    case TokenKind::kName:
    case TokenKind::kNumber:
    case TokenKind::kString:
    case TokenKind::kBytes:
    case TokenKind::kFString:
    case TokenKind::kTemplateString:
    case TokenKind::kOpenParenthesis:
    case TokenKind::kOpenBracket:
    case TokenKind::kOpenBrace:
    case TokenKind::kEllipsis:
    case TokenKind::kPlus:
    case TokenKind::kMinus:
    case TokenKind::kTilde:
    case TokenKind::kTrue:
    case TokenKind::kFalse:
    case TokenKind::kNone:
    case TokenKind::kNot:
    case TokenKind::kLambda:
    case TokenKind::kAwait:
      return true;
    default:
      return false;
  }
}

bool StartsMatchStatement(std::span<const Token> tokens, std::string_view text) {
  const auto kind = [&](size_t i) { return i < tokens.size() ? tokens[i].kind : TokenKind::kEnd; };
  switch (kind(1)) {
    case TokenKind::kEqual:
    case TokenKind::kDot:
    case TokenKind::kComma:
    case TokenKind::kNewline:
    case TokenKind::kAugmentedAssign:
      return false;
    default:
      break;
  }
  size_t end = 1;
  while (end < tokens.size() && tokens[end].kind != TokenKind::kNewline) ++end;
  return end + 2 < tokens.size() && kind(end - 1) == TokenKind::kColon &&
         kind(end + 1) == TokenKind::kIndent && kind(end + 2) == TokenKind::kName &&
         text.substr(tokens[end + 2].begin, tokens[end + 2].end - tokens[end + 2].begin) == "case";
}

}  // namespace stockade::analyzer
