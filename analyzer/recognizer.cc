#include "analyzer/recognizer.h"

#include <algorithm>

#include <fmt/format.h>

#include "analyzer/intake.h"
#include "analyzer/recognizer_state.h"

namespace stockade::analyzer {
namespace {

using std::string_view;

// Frames of the recognizer on top of each other. Brackets and blocks have caps of their own; this
// one is for what nests without them (`lambda a=lambda b=...`).
constexpr uint32_t kMaxDepth = 1000;

}  // namespace

// --- tokens and errors

bool Recognizer::Depth::TooDeep() const {
  if (owner->depth_ <= kMaxDepth) return false;
  const Token& token = owner->Current();
  owner->Fail(SyntaxRule::kInvalidSyntax, token.begin, token.end, "too many nested expressions");
  return true;
}

bool Recognizer::Fail(SyntaxRule rule, uint32_t begin, uint32_t end, std::string message) {
  if (!quiet_ && !error_) {
    error_ = SyntaxDiagnostic(rule, source_.SpanOf(begin, end), std::move(message));
  }
  return false;
}

bool Recognizer::Since(int minor, const Token& token, string_view what) {
  if (python_ >= PythonVersion{3, minor}) return true;
  return Fail(SyntaxRule::kLaterPython, token.begin, token.end,
              fmt::format("{} need Python 3.{}, the text is held to {}.{}", what, minor,
                          python_.major, python_.minor));
}

bool Recognizer::Unexpected() {
  if (quiet_ || error_) return false;
  if (at_ >= tokens_.size()) {
    unfinished_ = true;
    return Fail(SyntaxRule::kInvalidSyntax, 0, 0, "invalid syntax");
  }
  const Token& token = Current();
  if (at_ > 0) {
    const Token& before = Previous();
    // print and exec followed by what would be their argument in Python 2.
    if (before.kind == TokenKind::kName && StartsExpression() &&
        (Text(before) == "print" || Text(before) == "exec")) {
      return Fail(SyntaxRule::kPython2Syntax, before.begin, token.end,
                  fmt::format("Missing parentheses in call to '{0}'. Did you mean {0}(...)?",
                              Text(before)));
    }
    if (before.kind == TokenKind::kCompare && token.kind == TokenKind::kCompare &&
        Text(before) == "<" && Text(token) == ">" && before.end == token.begin) {
      return Fail(SyntaxRule::kPython2Syntax, before.begin, token.end, "invalid syntax");
    }
    const bool ended = before.kind == TokenKind::kName || before.kind == TokenKind::kNumber ||
                       before.kind == TokenKind::kString || before.kind == TokenKind::kTrue ||
                       before.kind == TokenKind::kFalse || before.kind == TokenKind::kNone ||
                       before.kind == TokenKind::kCloseBrace ||
                       before.kind == TokenKind::kCloseBracket ||
                       before.kind == TokenKind::kCloseParenthesis;
    if (brackets_ > 0 && ended && StartsExpression() && token.kind != TokenKind::kPlus &&
        token.kind != TokenKind::kMinus && token.kind != TokenKind::kNot) {
      // CPython reads on, to show the whole of the two expressions.
      Expression next;
      quiet_ = true;
      const uint32_t brackets = brackets_;
      const bool whole = AnyExpression(&next);
      brackets_ = brackets;
      quiet_ = false;
      if (whole) {
        return Fail(SyntaxRule::kInvalidSyntax, before.begin, next.end,
                    "invalid syntax. Perhaps you forgot a comma?");
      }
      return Fail(SyntaxRule::kInvalidSyntax, token.begin, token.end, "invalid syntax");
    }
  }
  const SyntaxRule rule = token.kind == TokenKind::kIndent || token.kind == TokenKind::kDedent
                              ? SyntaxRule::kIndentation
                              : SyntaxRule::kInvalidSyntax;
  return Fail(rule, token.begin, std::max(token.end, token.begin),
              token.kind == TokenKind::kIndent   ? "unexpected indent"
              : token.kind == TokenKind::kDedent ? "unexpected unindent"
                                                 : "invalid syntax");
}

uint32_t Recognizer::FurthestLine() const { return source_.LineOf(Current().begin); }

std::optional<Diagnostic> Recognizer::TakeError() {
  if (unfinished_) return std::nullopt;
  return std::move(error_);
}

bool Recognizer::ExpectColon(bool forced) {
  if (Accept(TokenKind::kColon)) return true;
  if (at_ < tokens_.size() && (forced || Is(TokenKind::kNewline))) {
    return Fail(SyntaxRule::kInvalidSyntax, Current().begin, Current().end, "expected ':'");
  }
  return Unexpected();
}

// --- statements

bool Recognizer::File() {
  while (!Is(TokenKind::kEnd)) {
    if (!Statement()) return false;
  }
  if (at_ >= tokens_.size()) return Unexpected();
  return true;
}

bool Recognizer::Block(string_view title, const Token& header) {
  if (!Accept(TokenKind::kNewline)) return SimpleStatements();
  const Depth depth(this);
  if (depth.TooDeep()) return false;
  if (!Is(TokenKind::kIndent)) {
    if (at_ >= tokens_.size()) return Unexpected();
    return Fail(SyntaxRule::kIndentation, Current().begin, Current().end,
                fmt::format("expected an indented block after {} on line {}", title,
                            source_.LineOf(header.begin)));
  }
  ++at_;
  do {
    if (!Statement()) return false;
    if (at_ >= tokens_.size()) return Unexpected();
  } while (!Accept(TokenKind::kDedent));
  return true;
}

bool Recognizer::Statement() {
  switch (Kind()) {
    case TokenKind::kIf:
      return If();
    case TokenKind::kWhile:
      return While();
    case TokenKind::kFor:
      return For();
    case TokenKind::kTry:
      return Try();
    case TokenKind::kWith:
      return With();
    case TokenKind::kDef:
      return Function();
    case TokenKind::kClass:
      return Class();
    case TokenKind::kAt:
      return Decorated();
    case TokenKind::kAsync:
      ++at_;
      switch (Kind()) {
        case TokenKind::kDef:
          return Function();
        case TokenKind::kFor:
          return For();
        case TokenKind::kWith:
          return With();
        default:
          return Unexpected();
      }
    case TokenKind::kName:
      if (IsMatch()) return Match();
      return SimpleStatements();
    default:
      return SimpleStatements();
  }
}

bool Recognizer::SimpleStatements() {
  do {
    if (Is(TokenKind::kNewline) && Previous().kind == TokenKind::kSemicolon) break;
    if (!SimpleStatement()) return false;
  } while (Accept(TokenKind::kSemicolon));
  return Expect(TokenKind::kNewline);
}

bool Recognizer::SimpleStatement() {
  Expression value;
  switch (Kind()) {
    case TokenKind::kPass:
    case TokenKind::kBreak:
    case TokenKind::kContinue:
      ++at_;
      return true;
    case TokenKind::kReturn:
      ++at_;
      if (!StartsExpression() && !Is(TokenKind::kStar)) return true;
      if (!StarExpressions(&value)) return false;
      if (value.shape == Shape::kStarred) {
        return FailAt(SyntaxRule::kInvalidStar, value, "can't use starred expression here");
      }
      return true;
    case TokenKind::kRaise:
      ++at_;
      if (!StartsExpression()) return true;
      if (!AnyExpression(&value)) return false;
      return !Accept(TokenKind::kFrom) || AnyExpression(&value);
    case TokenKind::kGlobal:
    case TokenKind::kNonlocal:
      ++at_;
      return Names();
    case TokenKind::kAssert:
      ++at_;
      if (!AnyExpression(&value)) return false;
      return !Accept(TokenKind::kComma) || AnyExpression(&value);
    case TokenKind::kDel:
      return Delete();
    case TokenKind::kImport:
      return Import();
    case TokenKind::kFrom:
      return ImportFrom();
    case TokenKind::kName:
      if (IsWord("type") && Kind(1) == TokenKind::kName &&
          (Kind(2) == TokenKind::kEqual || Kind(2) == TokenKind::kOpenBracket)) {
        return TypeAlias();
      }
      return ExpressionStatement();
    default:
      return ExpressionStatement();
  }
}

// CPython's rule tries `'(' single_target ')'` first and does not come back from it: `(a): int` and
// `(a()).b: int` are annotations, `(a).b: int` is none.
bool Recognizer::StartsWithTargetInParentheses(size_t start, const Expression& target) {
  if (tokens_[start].kind != TokenKind::kOpenParenthesis || target.parenthesized) return false;
  const size_t colon = at_;
  at_ = start;
  Expression group;
  const bool read = Atom(&group);
  at_ = colon;
  return read && group.parenthesized &&
         (group.shape == Shape::kName || group.shape == Shape::kAttribute ||
          group.shape == Shape::kSubscript);
}

bool Recognizer::ExpressionStatement() {
  Expression left;
  const size_t start = at_;
  if (!YieldOrStarExpressions(&left)) return false;
  if (Is(TokenKind::kColon)) {
    // An annotation, if this can have one.
    const bool single = left.shape == Shape::kName || left.shape == Shape::kAttribute ||
                        left.shape == Shape::kSubscript;
    if (!single) {
      if (left.shape == Shape::kTuple || left.shape == Shape::kList) {
        return FailAt(
            SyntaxRule::kInvalidTarget, left,
            fmt::format("only single target (not {}) can be annotated", ShapeName(left.shape)));
      }
      if (!StartsExpression(1)) return Unexpected();
      return FailAt(SyntaxRule::kInvalidTarget, left, "illegal target for annotation");
    }
    if (!left.target_valid) return CheckTarget(left, false);
    if (StartsWithTargetInParentheses(start, left)) {
      return FailAt(SyntaxRule::kInvalidTarget, left, "illegal target for annotation");
    }
    ++at_;
    Expression part;
    if (!AnyExpression(&part)) return false;
    if (!Accept(TokenKind::kEqual)) return true;
    if (!YieldOrStarExpressions(&part)) return false;
    if (part.shape == Shape::kStarred) {
      return FailAt(SyntaxRule::kInvalidStar, part, "can't use starred expression here");
    }
    return true;
  }
  return AssignmentTail(&left);
}

bool Recognizer::AssignmentTail(Expression* left) {
  if (Is(TokenKind::kAugmentedAssign)) {
    const bool single = left->shape == Shape::kName || left->shape == Shape::kAttribute ||
                        left->shape == Shape::kSubscript;
    if (!single) {
      return FailAt(SyntaxRule::kInvalidTarget, *left,
                    fmt::format("'{}' is an illegal expression for augmented assignment",
                                ShapeName(left->shape)));
    }
    if (!left->target_valid) return CheckTarget(*left, false);
    ++at_;
    Expression right;
    if (!YieldOrStarExpressions(&right)) return false;
    if (right.shape == Shape::kStarred) {
      return FailAt(SyntaxRule::kInvalidStar, right, "can't use starred expression here");
    }
    return true;
  }
  while (Is(TokenKind::kEqual)) {
    const bool display = left->shape == Shape::kTuple || left->shape == Shape::kList ||
                         left->shape == Shape::kGenerator;
    if (!CheckTarget(*left, !display)) return false;
    if (left->shape == Shape::kStarred) {
      return FailAt(SyntaxRule::kInvalidStar, *left,
                    "starred assignment target must be in a list or tuple");
    }
    ++at_;
    if (!YieldOrStarExpressions(left)) return false;
  }
  if (left->shape == Shape::kStarred) {
    return FailAt(SyntaxRule::kInvalidStar, *left, "can't use starred expression here");
  }
  return true;
}

bool Recognizer::Names() {
  do {
    if (!Expect(TokenKind::kName)) return false;
  } while (Accept(TokenKind::kComma));
  return true;
}

bool Recognizer::Delete() {
  ++at_;
  do {
    if (Is(TokenKind::kNewline) || Is(TokenKind::kSemicolon)) {
      if (Previous().kind == TokenKind::kDel) return Unexpected();
      break;
    }
    Expression target;
    if (!StarExpression(&target) || !CheckDeletion(target)) return false;
  } while (Accept(TokenKind::kComma));
  return true;
}

bool Recognizer::DottedName() {
  do {
    if (!Expect(TokenKind::kName)) return false;
  } while (Accept(TokenKind::kDot));
  return true;
}

bool Recognizer::Import() {
  ++at_;
  do {
    if (!DottedName()) return false;
    if (Accept(TokenKind::kAs) && !Expect(TokenKind::kName)) return false;
  } while (Accept(TokenKind::kComma));
  return true;
}

bool Recognizer::ImportFrom() {
  ++at_;
  bool dots = false;
  while (Accept(TokenKind::kDot) || Accept(TokenKind::kEllipsis)) dots = true;
  if (!dots || !Is(TokenKind::kImport)) {
    if (!DottedName()) return false;
  }
  if (!Expect(TokenKind::kImport)) return false;
  if (Accept(TokenKind::kStar)) return true;
  if (!Accept(TokenKind::kOpenParenthesis)) return ImportedNames(false);
  ++brackets_;
  if (!ImportedNames(true) || !Expect(TokenKind::kCloseParenthesis)) return false;
  --brackets_;
  return true;
}

bool Recognizer::ImportedNames(bool parenthesized) {
  do {
    if (Previous().kind == TokenKind::kComma) {
      if (parenthesized && Is(TokenKind::kCloseParenthesis)) break;
      if (!parenthesized && Is(TokenKind::kNewline)) {
        return Fail(SyntaxRule::kInvalidImport, Previous().begin, Previous().end,
                    "trailing comma not allowed without surrounding parentheses");
      }
    }
    if (!Expect(TokenKind::kName)) return false;
    if (Accept(TokenKind::kAs) && !Expect(TokenKind::kName)) return false;
  } while (Accept(TokenKind::kComma));
  return true;
}

bool Recognizer::TypeAlias() {
  if (!Since(12, Current(), "type statements")) return false;
  at_ += 2;
  if (Is(TokenKind::kOpenBracket) && !TypeParameters()) return false;
  Expression value;
  return Expect(TokenKind::kEqual) && AnyExpression(&value);
}

bool Recognizer::TypeParameters() {
  if (!Since(12, Current(), "type parameters")) return false;
  ++at_;
  ++brackets_;
  bool defaults = false;
  do {
    if (Is(TokenKind::kCloseBracket)) break;
    const bool star = Accept(TokenKind::kStar);
    const bool stars = !star && Accept(TokenKind::kDoubleStar);
    const Token name = Current();
    if (!Expect(TokenKind::kName)) return false;
    Expression part;
    if (Is(TokenKind::kColon)) {
      if (star || stars) {
        const bool tuple = Kind(1) == TokenKind::kOpenParenthesis;
        return Fail(SyntaxRule::kInvalidSyntax, Current().begin, Current().end,
                    fmt::format("cannot use {} with {}", tuple ? "constraints" : "bound",
                                star ? "TypeVarTuple" : "ParamSpec"));
      }
      ++at_;
      if (!AnyExpression(&part)) return false;
    }
    if (Is(TokenKind::kEqual)) {  // PEP 696
      if (!Since(13, Current(), "defaults of type parameters")) return false;
      ++at_;
      if (!(star ? StarExpression(&part) : AnyExpression(&part))) return false;
      defaults = true;
    } else if (defaults) {
      return Fail(SyntaxRule::kInvalidSyntax, name.begin, name.end,
                  fmt::format("non-default type parameter '{}' follows default type parameter",
                              Text(name)));
    }
  } while (Accept(TokenKind::kComma));
  if (Previous().kind == TokenKind::kOpenBracket) {
    return Fail(SyntaxRule::kInvalidSyntax, Previous().begin, Current().end,
                "Type parameter list cannot be empty");
  }
  if (!Expect(TokenKind::kCloseBracket)) return false;
  --brackets_;
  return true;
}

bool Recognizer::If() {
  Expression test;
  do {
    const Token header = Current();
    ++at_;
    if (!NamedExpression(&test)) return false;
    if (Is(TokenKind::kEqual)) {
      return Fail(SyntaxRule::kInvalidSyntax, test.begin, Current().end,
                  "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    }
    if (!ExpectColon(false)) return false;
    if (!Block(header.kind == TokenKind::kIf ? "'if' statement" : "'elif' statement", header)) {
      return false;
    }
  } while (Is(TokenKind::kElif));
  return Else();
}

bool Recognizer::Else() {
  const Token header = Current();
  return !Accept(TokenKind::kElse) || (ExpectColon(true) && Block("'else' statement", header));
}

bool Recognizer::While() {
  Expression test;
  const Token header = Current();
  ++at_;
  if (!NamedExpression(&test)) return false;
  if (Is(TokenKind::kEqual)) {
    return Fail(SyntaxRule::kInvalidSyntax, test.begin, Current().end,
                "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
  }
  return ExpectColon(false) && Block("'while' statement", header) && Else();
}

bool Recognizer::For() {
  const Token header = Current();
  ++at_;
  Expression part;
  if (!StarTargets(&part) || !Expect(TokenKind::kIn)) return false;
  if (!StarExpressions(&part)) return false;
  if (part.shape == Shape::kStarred) {
    return FailAt(SyntaxRule::kInvalidStar, part, "can't use starred expression here");
  }
  return ExpectColon(false) && Block("'for' statement", header) && Else();
}

bool Recognizer::Try() {
  const Token start = Current();
  ++at_;
  if (!ExpectColon(true) || !Block("'try' statement", start)) return false;
  bool plain = false, starred = false;
  std::optional<Token> bare;
  while (Is(TokenKind::kExcept)) {
    const Token clause = Current();
    ++at_;
    if (bare) {
      return Fail(SyntaxRule::kInvalidTry, bare->begin, bare->end,
                  "default 'except:' must be last");
    }
    const bool star = Is(TokenKind::kStar);
    if (star) {
      if (!Since(11, clause, "except* clauses")) return false;
      ++at_;
    }
    (star ? starred : plain) = true;
    if (plain && starred) {
      return Fail(SyntaxRule::kInvalidTry, clause.begin, Previous().end,
                  "cannot have both 'except' and 'except*' on the same 'try'");
    }
    if (Is(TokenKind::kColon) || Is(TokenKind::kNewline)) {
      if (star) {
        return Fail(SyntaxRule::kInvalidTry, clause.begin, Previous().end,
                    "expected one or more exception types");
      }
      bare = clause;
    } else {
      Expression type;
      if (!AnyExpression(&type)) return false;
      const uint32_t begin = type.begin;
      if (Is(TokenKind::kComma)) {
        while (Accept(TokenKind::kComma)) {
          if (Is(TokenKind::kColon)) break;
          if (!AnyExpression(&type)) return false;
        }
        const bool named = Is(TokenKind::kAs);
        if (python_ < PythonVersion{3, 14} || named) {
          return Fail(SyntaxRule::kPython2Syntax, begin, type.end,
                      "multiple exception types must be parenthesized");
        }
      }
      if (Accept(TokenKind::kAs)) {
        const Token name = Current();
        if (!Expect(TokenKind::kName)) return false;
        if (Text(name) == "__debug__") {
          return Fail(SyntaxRule::kReservedName, name.begin, name.end,
                      "cannot assign to __debug__");
        }
      }
    }
    if (!ExpectColon(false)) return false;
    if (!Block(star ? "'except*' statement" : "'except' statement", clause)) return false;
  }
  if ((plain || starred) && !Else()) return false;
  const Token last = Current();
  if (Accept(TokenKind::kFinally)) {
    return ExpectColon(true) && Block("'finally' statement", last);
  }
  if (plain || starred) return true;
  if (at_ >= tokens_.size()) return Unexpected();
  return Fail(SyntaxRule::kInvalidTry, Current().begin, Current().end,
              "expected 'except' or 'finally' block");
}

bool Recognizer::With() {
  const Token header = Current();
  ++at_;
  if (Is(TokenKind::kOpenParenthesis)) {
    // Parenthesized items, or one expression that starts with a parenthesis: only the former ends
    // with its closing bracket.
    size_t end = at_;
    for (size_t open = 0; end < tokens_.size(); ++end) {
      const TokenKind kind = tokens_[end].kind;
      if (kind == TokenKind::kOpenParenthesis) ++open;
      if (kind == TokenKind::kCloseParenthesis && --open == 0) break;
      if (kind == TokenKind::kNewline) break;
    }
    if (end + 1 < tokens_.size() && tokens_[end + 1].kind == TokenKind::kColon) {
      const size_t begin = at_;
      const uint32_t brackets = brackets_;
      quiet_ = true;
      ++at_;
      const bool items = WithItems(true);
      quiet_ = false;
      brackets_ = brackets;
      if (items) return ExpectColon(false) && Block("'with' statement", header);
      // As an expression it must stand on its own; if it does not either, its items tell why.
      const size_t furthest = at_;
      at_ = begin;
      quiet_ = true;
      const bool plain = WithItems(false) && Is(TokenKind::kColon);
      quiet_ = false;
      brackets_ = brackets;
      if (!plain) {
        const bool items_got_further = furthest > at_;
        at_ = begin + (items_got_further ? 1 : 0);
        return WithItems(items_got_further) && Unexpected();
      }
      return ExpectColon(false) && Block("'with' statement", header);
    }
  }
  return WithItems(false) && ExpectColon(false) && Block("'with' statement", header);
}

// From behind the opening bracket, if there is one, to behind the closing one.
bool Recognizer::WithItems(bool parenthesized) {
  if (parenthesized) ++brackets_;
  do {
    if (parenthesized && Is(TokenKind::kCloseParenthesis)) {
      if (Previous().kind == TokenKind::kComma) break;
      return Unexpected();
    }
    Expression part;
    if (!AnyExpression(&part)) return false;
    if (Accept(TokenKind::kAs)) {
      if (!StarExpression(&part) || !CheckTarget(part, false)) return false;
      if (part.shape == Shape::kStarred) {
        return FailAt(SyntaxRule::kInvalidStar, part,
                      "starred assignment target must be in a list or tuple");
      }
    }
  } while (Accept(TokenKind::kComma));
  if (!parenthesized) return true;
  if (!Expect(TokenKind::kCloseParenthesis)) return false;
  --brackets_;
  return true;
}

bool Recognizer::Function() {
  const Token header = Current();
  ++at_;
  if (!Expect(TokenKind::kName)) return false;
  if (Is(TokenKind::kOpenBracket) && !TypeParameters()) return false;
  if (!Is(TokenKind::kOpenParenthesis)) {
    if (at_ >= tokens_.size()) return Unexpected();
    return Fail(SyntaxRule::kInvalidSyntax, Current().begin, Current().end, "expected '('");
  }
  ++at_;
  ++brackets_;
  if (!Parameters(TokenKind::kCloseParenthesis, true)) return false;
  if (!Expect(TokenKind::kCloseParenthesis)) return false;
  --brackets_;
  if (Accept(TokenKind::kArrow)) {
    Expression returns;
    if (!AnyExpression(&returns)) return false;
  }
  return ExpectColon(true) && Block("function definition", header);
}

// Up to `close`, which stays.
bool Recognizer::Parameters(TokenKind close, bool annotated) {
  const Depth depth(this);
  if (depth.TooDeep()) return false;
  bool with_default = false, slash = false, star = false, double_star = false;
  size_t count = 0;
  while (!Is(close)) {
    const Token start = Current();
    Expression part;
    if (double_star) {
      return Fail(SyntaxRule::kInvalidParameters, start.begin, start.end,
                  "arguments cannot follow var-keyword argument");
    }
    if (Is(TokenKind::kSlash)) {
      if (slash || star || count == 0) {
        return Fail(SyntaxRule::kInvalidParameters, start.begin, start.end,
                    star    ? "/ must be ahead of *"
                    : slash ? "/ may appear only once"
                            : "at least one argument must precede /");
      }
      slash = true;
      ++at_;
    } else if (Is(TokenKind::kStar)) {
      if (star) {
        return Fail(SyntaxRule::kInvalidParameters, start.begin, start.end,
                    "* argument may appear only once");
      }
      star = true;
      ++at_;
      if (Accept(TokenKind::kName)) {
        if (annotated && Accept(TokenKind::kColon)) {
          if (Is(TokenKind::kStar) && !Since(11, Current(), "starred annotations")) return false;
          if (!StarExpression(&part)) return false;
        }
        if (Is(TokenKind::kEqual)) {
          return Fail(SyntaxRule::kInvalidParameters, Current().begin, Current().end,
                      "var-positional argument cannot have default value");
        }
      } else {
        // A star of its own needs a name behind it.
        const bool last = Is(close) || (Is(TokenKind::kComma) &&
                                        (Kind(1) == close || Kind(1) == TokenKind::kDoubleStar));
        if (last) {
          return Fail(SyntaxRule::kInvalidParameters, start.begin, start.end,
                      "named arguments must follow bare *");
        }
        if (!Is(TokenKind::kComma)) return Unexpected();
      }
    } else if (Accept(TokenKind::kDoubleStar)) {
      if (!Expect(TokenKind::kName)) return false;
      if (annotated && Accept(TokenKind::kColon) && !AnyExpression(&part)) return false;
      if (Is(TokenKind::kEqual)) {
        return Fail(SyntaxRule::kInvalidParameters, Current().begin, Current().end,
                    "var-keyword argument cannot have default value");
      }
      double_star = true;
    } else if (Accept(TokenKind::kName)) {
      if (Text(start) == "__debug__") {
        return Fail(SyntaxRule::kReservedName, start.begin, start.end,
                    "cannot assign to __debug__");
      }
      if (annotated && Accept(TokenKind::kColon) && !AnyExpression(&part)) return false;
      if (Accept(TokenKind::kEqual)) {
        if (Is(close) || Is(TokenKind::kComma)) {
          return Fail(SyntaxRule::kInvalidParameters, Previous().begin, Previous().end,
                      "expected default value expression");
        }
        if (!AnyExpression(&part)) return false;
        if (!star) with_default = true;
      } else if (with_default && !star) {
        return Fail(SyntaxRule::kInvalidParameters, start.begin, start.end,
                    "non-default argument follows default argument");
      }
    } else {
      if (Is(TokenKind::kOpenParenthesis)) {
        return Fail(SyntaxRule::kInvalidParameters, start.begin, start.end,
                    annotated ? "Function parameters cannot be parenthesized"
                              : "Lambda expression parameters cannot be parenthesized");
      }
      return Unexpected();
    }
    ++count;
    if (!Accept(TokenKind::kComma)) break;
  }
  return true;
}

bool Recognizer::Class() {
  const Token header = Current();
  ++at_;
  const Token name = Current();
  if (!Expect(TokenKind::kName)) return false;
  if (Text(name) == "__debug__") {
    return Fail(SyntaxRule::kReservedName, name.begin, name.end, "cannot assign to __debug__");
  }
  if (Is(TokenKind::kOpenBracket) && !TypeParameters()) return false;
  if (Is(TokenKind::kOpenParenthesis) && !Arguments(false)) return false;
  return ExpectColon(false) && Block("class definition", header);
}

bool Recognizer::Decorated() {
  while (Accept(TokenKind::kAt)) {
    Expression decorator;
    if (!NamedExpression(&decorator) || !Expect(TokenKind::kNewline)) return false;
  }
  if (Is(TokenKind::kDef)) return Function();
  if (Is(TokenKind::kClass)) return Class();
  if (Accept(TokenKind::kAsync) && Is(TokenKind::kDef)) return Function();
  return Unexpected();
}

bool Recognizer::IsMatch() const {
  return IsWord("match") && StartsMatchStatement(tokens_.subspan(at_), text_);
}

bool Recognizer::Match() {
  const Depth depth(this);
  if (depth.TooDeep()) return false;
  if (!Since(10, Current(), "match statements")) return false;
  ++at_;
  Expression subject;
  const bool star = Is(TokenKind::kStar);
  // subject_expr: star_named_expression ',' star_named_expressions? | named_expression
  bool comma = false;
  do {
    if (Is(TokenKind::kColon) && Previous().kind == TokenKind::kComma) break;
    if (!(Is(TokenKind::kStar) ? StarExpression(&subject) : NamedExpression(&subject)))
      return false;
    comma = comma || Is(TokenKind::kComma);
  } while (Accept(TokenKind::kComma));
  if (star && !comma) return Unexpected();
  if (!ExpectColon(false)) return false;
  at_ += 2;  // the line end and the indentation, as IsMatch() saw
  do {
    if (!IsWord("case")) return Unexpected();
    const Token header = Current();
    ++at_;
    if (!Patterns()) return false;
    if (Accept(TokenKind::kIf)) {
      Expression guard;
      if (!NamedExpression(&guard)) return false;
    }
    if (!ExpectColon(false) || !Block("'case' statement", header)) return false;
    if (at_ >= tokens_.size()) return Unexpected();
  } while (!Accept(TokenKind::kDedent));
  return true;
}

std::optional<Diagnostic> Recognize(const Source& source, std::span<const Token> tokens,
                                    PythonVersion python, uint32_t* furthest_line) {
  if (tokens.empty()) return std::nullopt;
  Recognizer recognizer(source, tokens, python);
  if (recognizer.File()) return std::nullopt;
  if (furthest_line != nullptr) *furthest_line = recognizer.FurthestLine();
  return recognizer.TakeError();
}

}  // namespace stockade::analyzer
