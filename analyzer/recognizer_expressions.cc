#include <algorithm>

#include <fmt/format.h>

#include "analyzer/intake.h"
#include "analyzer/recognizer_state.h"

namespace stockade::analyzer {
namespace {

using std::string_view;

// By Shape: CPython's words.
constexpr string_view kShapeNames[] = {
    "name",
    "attribute",
    "subscript",
    "tuple",
    "list",
    "starred",
    "function call",
    "literal",
    "True",
    "False",
    "None",
    "__debug__",
    "ellipsis",
    "f-string expression",
    "dict literal",
    "set display",
    "list comprehension",
    "dict comprehension",
    "set comprehension",
    "generator expression",
    "lambda",
    "conditional expression",
    "comparison",
    "expression",
    "await expression",
    "yield expression",
    "named expression",
};
static_assert(std::size(kShapeNames) == static_cast<size_t>(Shape::kNamed) + 1);

bool IsOperator(TokenKind kind) {
  switch (kind) {
    case TokenKind::kPlus:
    case TokenKind::kMinus:
    case TokenKind::kStar:
    case TokenKind::kDoubleStar:
    case TokenKind::kSlash:
    case TokenKind::kAt:
    case TokenKind::kBar:
    case TokenKind::kBinary:
      return true;
    default:
      return false;
  }
}

}  // namespace

string_view ShapeName(Shape shape) { return kShapeNames[static_cast<size_t>(shape)]; }

// Sets what an expression of this shape is good for; begin and end are set.
void Recognizer::Finish(Expression* e, Shape shape) {
  e->shape = shape;
  e->parenthesized = false;
  switch (shape) {
    case Shape::kName:
    case Shape::kAttribute:
    case Shape::kSubscript:
      e->target_valid = e->deletable = true;
      break;
    default:
      e->target_valid = e->deletable = false;
      e->bad_target = e->bad_deletion = {shape, e->begin, e->end};
      break;
  }
}

// An element of a tuple or list: it is a target if all of its elements are.
void Recognizer::Add(Expression* whole, const Expression& element) {
  if (whole->target_valid && !element.target_valid) {
    whole->target_valid = false;
    whole->bad_target = element.bad_target;
  }
  if (whole->deletable && !element.deletable) {
    whole->deletable = false;
    whole->bad_deletion = element.bad_deletion;
  }
}

// star_expressions: elements with commas, without parentheses of their own.
bool Recognizer::StarExpressions(Expression* out) {
  if (!StarExpression(out)) return false;
  if (!Is(TokenKind::kComma)) return true;
  Expression tuple{.shape = Shape::kTuple, .begin = out->begin};
  Add(&tuple, *out);
  while (Accept(TokenKind::kComma)) {
    if (!StartsExpression() && !Is(TokenKind::kStar)) break;
    Expression element;
    if (!StarExpression(&element)) return false;
    Add(&tuple, element);
  }
  tuple.end = Previous().end;
  *out = tuple;
  return true;
}

bool Recognizer::StarExpression(Expression* out) {
  if (!Is(TokenKind::kStar)) return AnyExpression(out);
  const uint32_t begin = Current().begin;
  ++at_;
  if (!Operators(Range::kArithmetic, out)) return false;
  const Expression value = *out;
  out->begin = begin;
  Finish(out, Shape::kStarred);
  // `*a` unpacks into a; `del *a` is nothing.
  out->target_valid = value.target_valid && value.shape != Shape::kStarred;
  out->bad_target = value.bad_target;
  return true;
}

bool Recognizer::YieldOrStarExpressions(Expression* out) {
  return Is(TokenKind::kYield) ? Yield(out) : StarExpressions(out);
}

bool Recognizer::Yield(Expression* out) {
  const uint32_t begin = Current().begin;
  ++at_;
  if (Accept(TokenKind::kFrom)) {
    if (!AnyExpression(out)) return false;
  } else if (StartsExpression() || Is(TokenKind::kStar)) {
    const Token star = Current();
    if (!StarExpressions(out)) return false;
    if (out->shape == Shape::kStarred) {
      return Fail(SyntaxRule::kInvalidStar, star.begin, out->end,
                  "can't use starred expression here");
    }
  }
  out->begin = begin;
  out->end = Previous().end;
  Finish(out, Shape::kYield);
  return true;
}

bool Recognizer::NamedExpression(Expression* out) {
  if (Is(TokenKind::kName) && Kind(1) == TokenKind::kWalrus) {
    const Token name = Current();
    if (Text(name) == "__debug__") {
      return Fail(SyntaxRule::kReservedName, name.begin, name.end, "cannot assign to __debug__");
    }
    at_ += 2;
    if (!AnyExpression(out)) return false;
    out->begin = name.begin;
    Finish(out, Shape::kNamed);
    return Is(TokenKind::kWalrus) ? Unexpected() : true;
  }
  if (!AnyExpression(out)) return false;
  if (Is(TokenKind::kWalrus)) {
    return FailAt(SyntaxRule::kInvalidTarget, *out,
                  fmt::format("cannot use assignment expressions with {}", ShapeName(out->shape)));
  }
  return true;
}

// expression: disjunction ['if' disjunction 'else' expression] | lambda. What stands last is read
// in the loop, so that chains of either need no stack.
bool Recognizer::AnyExpression(Expression* out) {
  const Depth depth(this);
  if (depth.TooDeep()) return false;
  const uint32_t begin = Current().begin;
  std::optional<Shape> outer;
  while (true) {
    if (Is(TokenKind::kLambda)) {
      if (!Lambda()) return false;
      if (!outer) outer = Shape::kLambda;
      continue;
    }
    if (!Operators(Range::kDisjunction, out)) return false;
    if (!Is(TokenKind::kIf)) break;
    const uint32_t first = out->begin;
    ++at_;
    Expression test;
    if (!Operators(Range::kDisjunction, &test)) return false;
    if (!Is(TokenKind::kElse)) {
      if (Is(TokenKind::kColon)) return Unexpected();
      return Fail(SyntaxRule::kInvalidSyntax, first, test.end,
                  "expected 'else' after 'if' expression");
    }
    ++at_;
    if (!outer) outer = Shape::kConditional;
  }
  if (outer) {
    out->begin = begin;
    Finish(out, *outer);
  }
  return true;
}

// disjunction, or bitwise_or: operands between operators. Precedence does not decide what is
// accepted, but `not` may only follow `and`, `or` and `not`.
bool Recognizer::Operators(Range range, Expression* out) {
  const uint32_t begin = Current().begin;
  bool not_allowed = range == Range::kArithmetic;
  bool any_logic = false, any_comparison = false, any_arithmetic = false;
  while (true) {
    while (!not_allowed && Is(TokenKind::kNot)) {
      ++at_;
      any_logic = true;
    }
    while (Is(TokenKind::kPlus) || Is(TokenKind::kMinus) || Is(TokenKind::kTilde)) {
      ++at_;
      any_arithmetic = true;
    }
    if (!Primary(out)) return false;
    const TokenKind kind = Kind();
    if (IsOperator(kind)) {
      ++at_;
      any_arithmetic = true;
      not_allowed = true;
      continue;
    }
    if (range == Range::kArithmetic) break;
    if (kind == TokenKind::kCompare) {
      ++at_;
    } else if (kind == TokenKind::kIn) {
      ++at_;
    } else if (kind == TokenKind::kNot && Kind(1) == TokenKind::kIn) {
      at_ += 2;
    } else if (kind == TokenKind::kIs) {
      at_ += Kind(1) == TokenKind::kNot ? 2 : 1;
    } else if (kind == TokenKind::kAnd || kind == TokenKind::kOr) {
      ++at_;
      any_logic = true;
      not_allowed = false;
      continue;
    } else {
      break;
    }
    any_comparison = true;
    not_allowed = true;
  }
  if (any_logic || any_comparison || any_arithmetic) {
    out->begin = begin;
    Finish(out, any_logic        ? Shape::kOperation
                : any_comparison ? Shape::kComparison
                                 : Shape::kOperation);
  }
  return true;
}

bool Recognizer::Primary(Expression* out) {
  const uint32_t begin = Current().begin;
  const bool awaited = Accept(TokenKind::kAwait);
  if (!Atom(out)) return false;
  while (true) {
    switch (Kind()) {
      case TokenKind::kDot:
        ++at_;
        if (!Expect(TokenKind::kName)) return false;
        out->end = Previous().end;
        Finish(out, Shape::kAttribute);
        if (Text(Previous()) == "__debug__") {
          out->target_valid = false;
          out->bad_target = {Shape::kDebug, out->begin, out->end};
        }
        continue;
      case TokenKind::kOpenParenthesis:
        if (!Arguments(true)) return false;
        out->end = Previous().end;
        Finish(out, Shape::kCall);
        continue;
      case TokenKind::kOpenBracket:
        if (!Subscripts()) return false;
        out->end = Previous().end;
        Finish(out, Shape::kSubscript);
        continue;
      default:
        break;
    }
    break;
  }
  if (awaited) {
    out->begin = begin;
    Finish(out, Shape::kAwait);
  }
  return true;
}

bool Recognizer::Atom(Expression* out) {
  const Token& token = Current();
  out->begin = token.begin;
  out->end = token.end;
  switch (Kind()) {
    case TokenKind::kName:
      ++at_;
      Finish(out, Shape::kName);
      if (Text(token) == "__debug__") {
        out->target_valid = false;
        out->deletable = false;
        out->bad_target = out->bad_deletion = {Shape::kDebug, out->begin, out->end};
      }
      return true;
    case TokenKind::kNumber:
      ++at_;
      Finish(out, Shape::kLiteral);
      return true;
    case TokenKind::kString:
    case TokenKind::kBytes:
    case TokenKind::kFString:
    case TokenKind::kTemplateString:
      return Strings(out);
    case TokenKind::kOpenParenthesis:
      return Parenthesized(out);
    case TokenKind::kOpenBracket:
      return ListDisplay(out);
    case TokenKind::kOpenBrace:
      return BraceDisplay(out);
    case TokenKind::kTrue:
      ++at_;
      Finish(out, Shape::kTrue);
      return true;
    case TokenKind::kFalse:
      ++at_;
      Finish(out, Shape::kFalse);
      return true;
    case TokenKind::kNone:
      ++at_;
      Finish(out, Shape::kNone);
      return true;
    case TokenKind::kEllipsis:
      ++at_;
      Finish(out, Shape::kEllipsis);
      return true;
    default:
      return Unexpected();
  }
}

bool Recognizer::Strings(Expression* out) {
  bool bytes = false, text = false, format = false, templates = false;
  while (true) {
    const Token& token = Current();
    switch (Kind()) {
      case TokenKind::kString:
        text = true;
        ++at_;
        break;
      case TokenKind::kBytes:
        bytes = true;
        ++at_;
        break;
      case TokenKind::kTemplateString:
      case TokenKind::kFString:
        if (Is(TokenKind::kTemplateString)) {
          templates = true;
          if (!Since(14, token, "template strings")) return false;
        } else {
          text = format = true;
        }
        ++at_;
        if (!Fields()) return false;
        break;
      default:
        out->end = Previous().end;
        // The last token may be the end of a field; the string ends behind it.
        if (bytes && (text || templates)) {
          return Fail(SyntaxRule::kInvalidSyntax, out->begin, std::max(out->end, out->begin + 1),
                      "cannot mix bytes and nonbytes literals");
        }
        if (templates && text) {
          return Fail(SyntaxRule::kInvalidSyntax, out->begin, std::max(out->end, out->begin + 1),
                      "cannot mix t-string literals with string or bytes literals");
        }
        Finish(out, format || templates ? Shape::kFString : Shape::kLiteral);
        return true;
    }
    out->end = std::max(out->end, token.end);
  }
}

// The replacement fields of the f-string whose token was just read.
bool Recognizer::Fields() {
  ++brackets_;
  while (Accept(TokenKind::kFieldOpen)) {
    Expression value;
    const size_t start = at_;
    if (python_ < PythonVersion{3, 12}) {
      // CPython reads the field's text in parentheses of its own.
      if (Is(TokenKind::kYield)) {
        if (!Yield(&value)) return false;
      } else if (Is(TokenKind::kName) && Kind(1) == TokenKind::kWalrus) {
        return Fail(SyntaxRule::kInvalidFString, tokens_[start].begin, tokens_[start + 1].end,
                    "f-string: invalid syntax");
      } else if (!StarExpressions(&value)) {
        return false;
      } else if ((Is(TokenKind::kFor) || Is(TokenKind::kAsync)) && value.shape != Shape::kTuple) {
        if (!Comprehension(&value)) return false;
        Finish(&value, Shape::kGenerator);
      }
    } else if (Is(TokenKind::kFieldClose)) {
      return Fail(SyntaxRule::kInvalidFString, Current().begin, Current().begin + 1,
                  "f-string: valid expression required before '}'");
    } else if (!YieldOrStarExpressions(&value)) {
      return false;
    }
    if (!Is(TokenKind::kFieldClose)) return Unexpected();
    ++at_;
    if (value.shape == Shape::kStarred) {
      return FailAt(SyntaxRule::kInvalidFString, value,
                    "f-string: cannot use starred expression here");
    }
  }
  --brackets_;
  return true;
}

bool Recognizer::Parenthesized(Expression* out) {
  const Depth depth(this);
  if (depth.TooDeep()) return false;
  const uint32_t begin = Current().begin;
  ++at_;
  ++brackets_;
  const auto close = [&] {
    if (!Expect(TokenKind::kCloseParenthesis)) return false;
    --brackets_;
    out->begin = begin;
    out->end = Previous().end;
    return true;
  };
  if (Is(TokenKind::kCloseParenthesis)) {
    if (!close()) return false;
    *out = {.shape = Shape::kTuple, .begin = out->begin, .end = out->end};
    return true;
  }
  if (Is(TokenKind::kYield)) {
    if (!Yield(out) || !close()) return false;
    Finish(out, Shape::kYield);
    out->parenthesized = true;
    return true;
  }
  if (Is(TokenKind::kDoubleStar)) {
    return Fail(SyntaxRule::kInvalidStar, Current().begin, Current().end,
                "cannot use double starred expression here");
  }
  const bool star = Is(TokenKind::kStar);
  if (!(star ? StarExpression(out) : NamedExpression(out))) return false;
  if (Is(TokenKind::kFor) || Is(TokenKind::kAsync)) {
    if (!Comprehension(out) || !close()) return false;
    Finish(out, Shape::kGenerator);
    return true;
  }
  if (!Is(TokenKind::kComma)) {
    const Expression inner = *out;
    if (star && Is(TokenKind::kCloseParenthesis)) {
      return FailAt(SyntaxRule::kInvalidStar, inner, "cannot use starred expression here");
    }
    if (Is(TokenKind::kEqual)) {
      return Fail(SyntaxRule::kInvalidSyntax, inner.begin, Current().end,
                  "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    }
    if (!close()) return false;
    out->parenthesized = true;
    return true;
  }
  Expression tuple{.shape = Shape::kTuple, .begin = begin};
  Add(&tuple, *out);
  while (Accept(TokenKind::kComma)) {
    if (Is(TokenKind::kCloseParenthesis)) break;
    Expression element;
    if (!(Is(TokenKind::kStar) ? StarExpression(&element) : NamedExpression(&element))) {
      return false;
    }
    if (Is(TokenKind::kFor) || Is(TokenKind::kAsync)) {
      return Fail(SyntaxRule::kInvalidComprehension, out->begin, element.end,
                  "did you forget parentheses around the comprehension target?");
    }
    Add(&tuple, element);
  }
  *out = tuple;
  if (!close()) return false;
  out->parenthesized = true;
  return true;
}

bool Recognizer::ListDisplay(Expression* out) {
  const Depth depth(this);
  if (depth.TooDeep()) return false;
  Expression list{.shape = Shape::kList, .begin = Current().begin};
  ++at_;
  ++brackets_;
  bool first = true;
  while (!Is(TokenKind::kCloseBracket)) {
    Expression element;
    if (!(Is(TokenKind::kStar) ? StarExpression(&element) : NamedExpression(&element))) {
      return false;
    }
    if (Is(TokenKind::kFor) || Is(TokenKind::kAsync)) {
      if (!first) {
        return Fail(SyntaxRule::kInvalidComprehension, list.begin + 1, element.end,
                    "did you forget parentheses around the comprehension target?");
      }
      if (!Comprehension(&element) || !Expect(TokenKind::kCloseBracket)) return false;
      --brackets_;
      *out = list;
      out->end = Previous().end;
      Finish(out, Shape::kListComprehension);
      return true;
    }
    first = false;
    Add(&list, element);
    if (Is(TokenKind::kEqual)) {
      return Fail(SyntaxRule::kInvalidSyntax, element.begin, Current().end,
                  "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    }
    if (!Accept(TokenKind::kComma)) break;
  }
  if (!Expect(TokenKind::kCloseBracket)) return false;
  --brackets_;
  list.end = Previous().end;
  *out = list;
  return true;
}

// A dict or a set, or a comprehension of one.
bool Recognizer::BraceDisplay(Expression* out) {
  const Depth depth(this);
  if (depth.TooDeep()) return false;
  const uint32_t begin = Current().begin;
  ++at_;
  ++brackets_;
  const auto close = [&](Shape shape) {
    if (!Expect(TokenKind::kCloseBrace)) return false;
    --brackets_;
    out->begin = begin;
    out->end = Previous().end;
    Finish(out, shape);
    return true;
  };
  if (Is(TokenKind::kCloseBrace)) return close(Shape::kDict);
  bool dict = false, set = false;
  while (!Is(TokenKind::kCloseBrace)) {
    const bool first = !dict && !set;
    Expression element;
    if (Is(TokenKind::kDoubleStar) && !set) {
      const Token stars = Current();
      ++at_;
      if (!Operators(Range::kArithmetic, &element)) return false;
      dict = true;
      if (Is(TokenKind::kFor) || Is(TokenKind::kAsync)) {
        return Fail(SyntaxRule::kInvalidComprehension, stars.begin, stars.end,
                    "dict unpacking cannot be used in dict comprehension");
      }
    } else if (Is(TokenKind::kStar)) {
      if (dict) return Unexpected();
      if (!StarExpression(&element)) return false;
      set = true;
    } else {
      const bool walrus = Is(TokenKind::kName) && Kind(1) == TokenKind::kWalrus;
      if (!(dict ? AnyExpression(&element) : NamedExpression(&element))) return false;
      if (!set && !walrus && Is(TokenKind::kColon)) {
        dict = true;
        const Token colon = Current();
        ++at_;
        if (Is(TokenKind::kStar)) {
          return Fail(SyntaxRule::kInvalidStar, Current().begin, Current().end,
                      "cannot use a starred expression in a dictionary value");
        }
        if (Is(TokenKind::kCloseBrace) || Is(TokenKind::kComma)) {
          return Fail(SyntaxRule::kInvalidSyntax, colon.begin, colon.end,
                      "expression expected after dictionary key and ':'");
        }
        if (!AnyExpression(&element)) return false;
      } else if (dict) {
        if (Is(TokenKind::kCloseBrace) || Is(TokenKind::kComma)) {
          return Fail(SyntaxRule::kInvalidSyntax, Previous().begin, Previous().end,
                      "':' expected after dictionary key");
        }
        return Unexpected();
      } else {
        set = true;
      }
    }
    if (Is(TokenKind::kFor) || Is(TokenKind::kAsync)) {
      if (!first) {
        if (dict) return Unexpected();
        return Fail(SyntaxRule::kInvalidComprehension, begin + 1, element.end,
                    "did you forget parentheses around the comprehension target?");
      }
      if (!Comprehension(&element)) return false;
      return close(dict ? Shape::kDictComprehension : Shape::kSetComprehension);
    }
    if (!dict && Is(TokenKind::kEqual)) {
      return Fail(SyntaxRule::kInvalidSyntax, element.begin, Current().end,
                  "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    }
    if (!Accept(TokenKind::kComma)) break;
  }
  return close(dict ? Shape::kDict : Shape::kSet);
}

// for_if_clauses, behind the element.
bool Recognizer::Comprehension(Expression* element) {
  if (element->shape == Shape::kStarred) {
    return FailAt(SyntaxRule::kInvalidComprehension, *element,
                  "iterable unpacking cannot be used in comprehension");
  }
  while (Is(TokenKind::kFor) || Is(TokenKind::kAsync)) {
    if (Accept(TokenKind::kAsync) && !Is(TokenKind::kFor)) return Unexpected();
    ++at_;
    Expression target, iterable;
    if (!StarTargets(&target)) return false;
    if (!Expect(TokenKind::kIn)) return false;
    if (!Operators(Range::kDisjunction, &iterable)) return false;
    while (Is(TokenKind::kIf)) {
      ++at_;
      if (!Operators(Range::kDisjunction, &iterable)) return false;
    }
  }
  return true;
}

bool Recognizer::StarTargets(Expression* out) {
  const uint32_t begin = Current().begin;
  Expression tuple{.shape = Shape::kTuple, .begin = begin};
  bool comma = false;
  while (true) {
    const bool star = Accept(TokenKind::kStar);
    if (star && Is(TokenKind::kStar)) return Unexpected();
    if (comma && !star && !StartsExpression()) break;
    if (!Operators(Range::kArithmetic, out)) return false;
    Add(&tuple, *out);
    if (star) out->shape = Shape::kStarred;
    if (!Is(TokenKind::kComma)) break;
    comma = true;
    ++at_;
  }
  tuple.end = Previous().end;
  if (comma) {
    *out = tuple;
  } else if (out->shape == Shape::kStarred && out->target_valid) {
    return Fail(SyntaxRule::kInvalidStar, begin, tuple.end,
                "starred assignment target must be in a list or tuple");
  }
  if (!Is(TokenKind::kIn)) {
    // Not a target for another reason than its shape: let the token say so.
    if (tuple.target_valid) return Unexpected();
  }
  return CheckTarget(*out, false);
}

bool Recognizer::CheckTarget(const Expression& e, bool maybe_comparison) {
  if (e.target_valid) return true;
  const Part& bad = e.bad_target;
  std::string message = fmt::format("cannot assign to {}", ShapeName(bad.shape));
  const bool constant = bad.shape == Shape::kTrue || bad.shape == Shape::kFalse ||
                        bad.shape == Shape::kNone || bad.shape == Shape::kDebug;
  if (bad.shape == Shape::kYield) message = "assignment to yield expression not possible";
  if (maybe_comparison && !constant && bad.shape != Shape::kYield) {
    // CPython guesses that a comparison was meant, unless the literal is in a display.
    message += " here. Maybe you meant '==' instead of '='?";
  }
  return Fail(constant ? SyntaxRule::kReservedName : SyntaxRule::kInvalidTarget, bad.begin, bad.end,
              std::move(message));
}

bool Recognizer::CheckDeletion(const Expression& e) {
  if (e.deletable) return true;
  return Fail(SyntaxRule::kInvalidTarget, e.bad_deletion.begin, e.bad_deletion.end,
              fmt::format("cannot delete {}", ShapeName(e.bad_deletion.shape)));
}

// From the opening bracket; `call`: a generator expression may stand alone.
bool Recognizer::Arguments(bool call) {
  const Depth depth(this);
  if (depth.TooDeep()) return false;
  ++at_;
  ++brackets_;
  bool keyword = false, unpacked = false;
  size_t count = 0;
  while (!Is(TokenKind::kCloseParenthesis)) {
    Expression argument;
    const Token start = Current();
    if (Accept(TokenKind::kDoubleStar)) {
      if (!AnyExpression(&argument)) return false;
      unpacked = true;
      if (Is(TokenKind::kEqual)) {
        return Fail(SyntaxRule::kInvalidArguments, start.begin, Current().end,
                    "cannot assign to keyword argument unpacking");
      }
    } else if (Accept(TokenKind::kStar)) {
      if (!AnyExpression(&argument)) return false;
      if (Is(TokenKind::kEqual)) {
        return Fail(SyntaxRule::kInvalidArguments, start.begin, Current().end,
                    "cannot assign to iterable argument unpacking");
      }
      if (unpacked) {
        return Fail(SyntaxRule::kInvalidArguments, start.begin, argument.end,
                    "iterable argument unpacking follows keyword argument unpacking");
      }
    } else if (Is(TokenKind::kName) && Kind(1) == TokenKind::kEqual) {
      at_ += 2;
      if (Text(start) == "__debug__") {
        return Fail(SyntaxRule::kReservedName, start.begin, start.end,
                    "cannot assign to __debug__");
      }
      if (Is(TokenKind::kComma) || Is(TokenKind::kCloseParenthesis)) {
        return Fail(SyntaxRule::kInvalidArguments, start.begin, Previous().end,
                    "expected argument value expression");
      }
      if (!AnyExpression(&argument)) return false;
      if (Is(TokenKind::kFor) || Is(TokenKind::kAsync)) {
        return Fail(SyntaxRule::kInvalidArguments, start.begin, start.end + 1,
                    "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
      }
      keyword = true;
    } else {
      if (!NamedExpression(&argument)) return false;
      if (Is(TokenKind::kEqual)) {
        const bool constant = argument.shape == Shape::kTrue || argument.shape == Shape::kFalse ||
                              argument.shape == Shape::kNone;
        if (constant && !argument.parenthesized) {
          return Fail(SyntaxRule::kReservedName, argument.begin, Current().end,
                      fmt::format("cannot assign to {}", ShapeName(argument.shape)));
        }
        return Fail(SyntaxRule::kInvalidArguments, argument.begin, Current().end,
                    "expression cannot contain assignment, perhaps you meant \"==\"?");
      }
      if (Is(TokenKind::kFor) || Is(TokenKind::kAsync)) {
        if (!call) return Unexpected();
        const uint32_t begin = argument.begin;
        if (!Comprehension(&argument)) return false;
        if (count != 0 || !Is(TokenKind::kCloseParenthesis)) {
          if (count == 0 && !Is(TokenKind::kComma)) return Unexpected();
          return Fail(SyntaxRule::kInvalidArguments, begin, Previous().end,
                      "Generator expression must be parenthesized");
        }
      } else if (unpacked || keyword) {
        return Fail(SyntaxRule::kInvalidArguments, argument.begin, argument.end,
                    unpacked ? "positional argument follows keyword argument unpacking"
                             : "positional argument follows keyword argument");
      }
    }
    ++count;
    if (!Accept(TokenKind::kComma)) break;
  }
  if (!Expect(TokenKind::kCloseParenthesis)) return false;
  --brackets_;
  return true;
}

bool Recognizer::Subscripts() {
  const Depth depth(this);
  if (depth.TooDeep()) return false;
  ++at_;
  ++brackets_;
  do {
    if (Is(TokenKind::kCloseBracket)) break;
    if (Is(TokenKind::kStar)) {
      Expression value;
      if (!Since(11, Current(), "starred expressions in subscripts")) return false;
      ++at_;
      if (!AnyExpression(&value)) return false;
    } else if (!Slice()) {
      return false;
    }
  } while (Accept(TokenKind::kComma));
  if (Previous().kind == TokenKind::kOpenBracket || !Is(TokenKind::kCloseBracket)) {
    return Unexpected();
  }
  ++at_;
  --brackets_;
  return true;
}

bool Recognizer::Slice() {
  Expression value;
  if (!Is(TokenKind::kColon)) {
    const bool walrus = Is(TokenKind::kName) && Kind(1) == TokenKind::kWalrus;
    if (walrus && !Since(10, Current(), "unparenthesized assignment expressions in subscripts")) {
      return false;
    }
    if (!NamedExpression(&value)) return false;
    if (!Is(TokenKind::kColon)) return true;
    if (walrus) return Unexpected();
  }
  for (int colons = 0; colons < 2 && Accept(TokenKind::kColon); ++colons) {
    if (StartsExpression() && !AnyExpression(&value)) return false;
  }
  return true;
}

// lambda [parameters] ':', without the body.
bool Recognizer::Lambda() {
  ++at_;
  if (!Parameters(TokenKind::kColon, false)) return false;
  return Accept(TokenKind::kColon) || Unexpected();
}

}  // namespace stockade::analyzer
