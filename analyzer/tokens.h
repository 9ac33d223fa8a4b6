// Python's tokens, as far as its grammar tells them apart (private to the analyzer).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace stockade::analyzer {

enum class TokenKind : uint8_t {
  kEnd,
  kNewline,
  kIndent,
  kDedent,
  kName,
  kNumber,
  kString,
  kBytes,
  kFString,         // its fields follow: kFieldOpen ... kFieldClose, nested ones after their parent
  kTemplateString,  // the same, PEP 750
  kFieldOpen,
  kFieldClose,
  kOpenParenthesis,
  kCloseParenthesis,
  kOpenBracket,
  kCloseBracket,
  kOpenBrace,
  kCloseBrace,
  kComma,
  kColon,
  kSemicolon,
  kDot,
  kEllipsis,
  kEqual,
  kWalrus,
  kArrow,
  kAugmentedAssign,
  kCompare,  // < > == >= <= !=
  kPlus,
  kMinus,
  kTilde,
  kStar,
  kDoubleStar,
  kSlash,
  kAt,
  kBar,
  kBinary,  // // % << >> & ^
  kOther,   // a character that starts no token where it stands
  // Keywords; kFirstKeyword .. kLastKeyword, in the order of kKeywords.
  kFalse,
  kNone,
  kTrue,
  kAnd,
  kAs,
  kAssert,
  kAsync,
  kAwait,
  kBreak,
  kClass,
  kContinue,
  kDef,
  kDel,
  kElif,
  kElse,
  kExcept,
  kFinally,
  kFor,
  kFrom,
  kGlobal,
  kIf,
  kImport,
  kIn,
  kIs,
  kLambda,
  kNonlocal,
  kNot,
  kOr,
  kPass,
  kRaise,
  kReturn,
  kTry,
  kWhile,
  kWith,
  kYield,
};

struct Token {
  TokenKind kind;
  uint32_t begin, end;  // offsets in the text
};

// The keyword's kind, or kName.
TokenKind KeywordKind(std::string_view word);

// True for what an expression may begin with, a star aside.
bool StartsExpression(TokenKind kind);

// `tokens` starts with the word `match` where a statement starts. True exactly if that is a match
// statement: its line ends with a colon and a block of cases follows, as after nothing else.
bool StartsMatchStatement(std::span<const Token> tokens, std::string_view text);

}  // namespace stockade::analyzer
