#include <fmt/format.h>

#include "analyzer/recognizer_state.h"

namespace stockade::analyzer {

// patterns: what stands between `case` and its guard or colon. A star alone is no pattern, it needs
// a sequence around it.
bool Recognizer::Patterns() {
  const Token start = Current();
  bool comma = false;
  while (true) {
    if (!AsPattern(true)) return false;
    if (!Accept(TokenKind::kComma)) break;
    comma = true;
    if (Is(TokenKind::kColon) || Is(TokenKind::kIf)) break;
  }
  if (start.kind == TokenKind::kStar && !comma) {
    return Fail(SyntaxRule::kInvalidSyntax, start.begin, start.end, "invalid syntax");
  }
  return true;
}

bool Recognizer::AsPattern(bool star_allowed) {
  const Depth depth(this);
  if (depth.TooDeep()) return false;
  if (Is(TokenKind::kStar)) {
    if (!star_allowed) return Unexpected();
    ++at_;
    return Expect(TokenKind::kName);
  }
  if (!OrPattern()) return false;
  if (!Accept(TokenKind::kAs)) return true;
  const Token& name = Current();
  if (!Is(TokenKind::kName)) {
    if (!StartsExpression()) return Unexpected();
    return Fail(SyntaxRule::kInvalidPattern, name.begin, name.end, "invalid pattern target");
  }
  ++at_;
  if (Text(name) == "_") {
    return Fail(SyntaxRule::kInvalidPattern, name.begin, name.end, "cannot use '_' as a target");
  }
  if (Text(name) == "__debug__") {
    return Fail(SyntaxRule::kReservedName, name.begin, name.end, "cannot assign to __debug__");
  }
  if (Is(TokenKind::kDot) || Is(TokenKind::kOpenParenthesis) || Is(TokenKind::kEqual)) {
    return Fail(SyntaxRule::kInvalidPattern, name.begin, name.end, "invalid pattern target");
  }
  return true;
}

bool Recognizer::OrPattern() {
  do {
    if (!ClosedPattern()) return false;
  } while (Accept(TokenKind::kBar));
  return true;
}

bool Recognizer::ClosedPattern() {
  switch (Kind()) {
    case TokenKind::kNumber:
    case TokenKind::kMinus:
      return NumberPattern();
    case TokenKind::kString:
    case TokenKind::kBytes:
    case TokenKind::kFString:
    case TokenKind::kTemplateString: {
      Expression value;
      if (!Strings(&value)) return false;
      if (value.shape == Shape::kLiteral) return true;
      return FailAt(SyntaxRule::kInvalidPattern, value,
                    "patterns may only match literals and attribute lookups");
    }
    case TokenKind::kNone:
    case TokenKind::kTrue:
    case TokenKind::kFalse:
      ++at_;
      return true;
    case TokenKind::kName:
      return NamePattern();
    case TokenKind::kOpenParenthesis:
      ++at_;
      return SequenceRest(TokenKind::kCloseParenthesis);
    case TokenKind::kOpenBracket:
      ++at_;
      return SequenceRest(TokenKind::kCloseBracket);
    case TokenKind::kOpenBrace:
      return MappingPattern();
    default:
      return Unexpected();
  }
}

// ['-'] NUMBER [('+' | '-') NUMBER]: the first real, the second imaginary.
bool Recognizer::NumberPattern() {
  const auto imaginary = [this](const Token& token) {
    return (text_[token.end - 1] | 32) == 'j' &&
           !(token.end - token.begin > 1 && (text_[token.begin + 1] | 32) == 'x');
  };
  Accept(TokenKind::kMinus);
  const Token first = Current();
  if (!Expect(TokenKind::kNumber)) return false;
  if (!Is(TokenKind::kPlus) && !Is(TokenKind::kMinus)) return true;
  if (imaginary(first)) {
    return Fail(SyntaxRule::kInvalidPattern, first.begin, first.end,
                "real number required in complex literal");
  }
  ++at_;
  const Token second = Current();
  if (!Expect(TokenKind::kNumber)) return false;
  if (!imaginary(second)) {
    return Fail(SyntaxRule::kInvalidPattern, second.begin, second.end,
                "imaginary number required in complex literal");
  }
  return true;
}

// The patterns of a sequence, or the one pattern of a group, and the closing bracket.
bool Recognizer::SequenceRest(TokenKind close) {
  ++brackets_;
  bool star = false, comma = false;
  const Token start = Current();
  while (!Is(close)) {
    star = star || Is(TokenKind::kStar);
    if (!AsPattern(true)) return false;
    if (!Accept(TokenKind::kComma)) break;
    comma = true;
  }
  if (!Expect(close)) return false;
  --brackets_;
  if (close == TokenKind::kCloseParenthesis && star && !comma) {
    return Fail(SyntaxRule::kInvalidSyntax, start.begin, start.end, "invalid syntax");
  }
  return true;
}

bool Recognizer::MappingPattern() {
  ++at_;
  ++brackets_;
  bool rest = false;
  while (!Is(TokenKind::kCloseBrace)) {
    if (rest) return Unexpected();
    if (Accept(TokenKind::kDoubleStar)) {
      const Token& name = Current();
      if (!Expect(TokenKind::kName)) return false;
      if (Text(name) == "_") {
        return Fail(SyntaxRule::kInvalidSyntax, name.begin, name.end, "invalid syntax");
      }
      rest = true;
    } else {
      // A key is a literal or a dotted name.
      const size_t start = at_;
      switch (Kind()) {
        case TokenKind::kName:
          ++at_;
          if (!Is(TokenKind::kDot)) return Unexpected();
          while (Accept(TokenKind::kDot)) {
            if (!Expect(TokenKind::kName)) return false;
          }
          break;
        case TokenKind::kOpenParenthesis:
        case TokenKind::kOpenBracket:
        case TokenKind::kOpenBrace:
          return Unexpected();
        default:
          if (!ClosedPattern()) return false;
      }
      if (at_ == start || !Expect(TokenKind::kColon)) return false;
      if (!AsPattern(false)) return false;
    }
    if (!Accept(TokenKind::kComma)) break;
  }
  if (!Expect(TokenKind::kCloseBrace)) return false;
  --brackets_;
  return true;
}

// A capture, the wildcard, a dotted name or a class pattern.
bool Recognizer::NamePattern() {
  const Token name = Current();
  ++at_;
  bool dotted = false;
  // The wildcard is no name that could be looked into; `_(...)` is a class pattern all the same.
  if (Is(TokenKind::kDot) && Text(name) == "_") return Unexpected();
  while (Accept(TokenKind::kDot)) {
    if (!Expect(TokenKind::kName)) return false;
    dotted = true;
  }
  if (Is(TokenKind::kOpenParenthesis)) return ClassPattern();
  if (!dotted && Text(name) == "__debug__") {
    return Fail(SyntaxRule::kReservedName, name.begin, name.end, "cannot assign to __debug__");
  }
  return true;
}

bool Recognizer::ClassPattern() {
  ++at_;
  ++brackets_;
  bool keyword = false;
  while (!Is(TokenKind::kCloseParenthesis)) {
    const Token start = Current();
    if (Is(TokenKind::kName) && Kind(1) == TokenKind::kEqual) {
      at_ += 2;
      keyword = true;
      if (!AsPattern(false)) return false;
    } else {
      if (!AsPattern(false)) return false;
      if (keyword) {
        return Fail(SyntaxRule::kInvalidPattern, start.begin, Previous().end,
                    "positional patterns follow keyword patterns");
      }
    }
    if (!Accept(TokenKind::kComma)) break;
  }
  if (!Expect(TokenKind::kCloseParenthesis)) return false;
  --brackets_;
  return true;
}

}  // namespace stockade::analyzer
