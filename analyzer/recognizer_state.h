// The recognizer's class, shared by its three source files (see recognizer.h).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "analyzer/recognizer.h"
#include "analyzer/syntax.h"

namespace stockade::analyzer {

// What an expression is, as far as messages and targets care.
enum class Shape : uint8_t {
  kName,
  kAttribute,
  kSubscript,
  kTuple,
  kList,
  kStarred,
  kCall,
  kLiteral,
  kTrue,
  kFalse,
  kNone,
  kDebug,
  kEllipsis,
  kFString,
  kDict,
  kSet,
  kListComprehension,
  kDictComprehension,
  kSetComprehension,
  kGenerator,
  kLambda,
  kConditional,
  kComparison,
  kOperation,
  kAwait,
  kYield,
  kNamed,
};
std::string_view ShapeName(Shape shape);  // "function call"

struct Part {
  Shape shape;
  uint32_t begin, end;
};

// An expression that was read. Tuples and lists know their first element that cannot be assigned
// to.
struct Expression {
  Shape shape = Shape::kName;
  bool parenthesized = false;
  bool target_valid = true;  // as one of the targets of an assignment
  bool deletable = true;     // as a target of del
  uint32_t begin = 0, end = 0;
  Part bad_target{};    // if !target_valid
  Part bad_deletion{};  // if !deletable
};

class Recognizer {
 public:
  Recognizer(const Source& source, std::span<const Token> tokens, PythonVersion python)
      : source_(source), text_(source.text()), tokens_(tokens), python_(python) {}

  bool File();
  std::optional<Diagnostic> TakeError();
  uint32_t FurthestLine() const;  // of the token at which reading stopped

 private:
  enum class Separator : uint8_t { kBracket, kNone };
  enum class Range : uint8_t { kDisjunction, kArithmetic };

  // --- tokens
  TokenKind Kind(size_t ahead = 0) const {
    return at_ + ahead < tokens_.size() ? tokens_[at_ + ahead].kind : TokenKind::kEnd;
  }
  const Token& Current() const { return tokens_[at_ < tokens_.size() ? at_ : tokens_.size() - 1]; }
  const Token& Previous() const { return tokens_[at_ == 0 ? 0 : at_ - 1]; }
  std::string_view Text(const Token& token) const {
    return text_.substr(token.begin, token.end - token.begin);
  }
  bool Is(TokenKind kind) const { return Kind() == kind; }
  bool IsWord(std::string_view word, size_t ahead = 0) const {
    return Kind(ahead) == TokenKind::kName && Text(tokens_[at_ + ahead]) == word;
  }
  bool Accept(TokenKind kind) {
    if (Kind() != kind) return false;
    ++at_;
    return true;
  }
  bool Expect(TokenKind kind) { return Accept(kind) || Unexpected(); }
  bool ExpectColon(bool forced);
  static bool IsKeyword(TokenKind kind) { return kind >= TokenKind::kFalse; }
  bool StartsExpression(size_t ahead = 0) const { return analyzer::StartsExpression(Kind(ahead)); }

  // --- errors: the first one stays; all return false
  bool Unexpected();  // the current token cannot stand here
  bool Fail(SyntaxRule rule, uint32_t begin, uint32_t end, std::string message);
  bool FailAt(SyntaxRule rule, const Expression& e, std::string message) {
    return Fail(rule, e.begin, e.end, std::move(message));
  }
  // The construct at `token` came with Python 3.`minor`.
  bool Since(int minor, const Token& token, std::string_view what);

  // --- statements (recognizer.cc)
  bool Statement();
  bool SimpleStatements();
  bool SimpleStatement();
  bool ExpressionStatement();
  bool AssignmentTail(Expression* left);
  bool StartsWithTargetInParentheses(size_t start, const Expression& target);
  bool Import();
  bool ImportFrom();
  bool ImportedNames(bool parenthesized);
  bool DottedName();
  bool Names();
  bool Delete();
  bool TypeAlias();
  bool TypeParameters();
  // `title` and `header`: what opens the block, for the message if it is missing.
  bool Block(std::string_view title, const Token& header);
  bool If();
  bool Else();
  bool While();
  bool For();
  bool Try();
  bool With();
  bool WithItems(bool parenthesized);
  bool Function();
  bool Class();
  bool Decorated();
  bool Match();
  bool IsMatch() const;
  bool Parameters(TokenKind close, bool annotated);

  // --- expressions (recognizer_expressions.cc)
  bool StarExpressions(Expression* out);
  bool StarExpression(Expression* out);
  bool YieldOrStarExpressions(Expression* out);
  bool Yield(Expression* out);
  bool NamedExpression(Expression* out);
  bool AnyExpression(Expression* out);  // `expression` of the grammar
  bool Operators(Range range, Expression* out);
  bool Primary(Expression* out);
  bool Atom(Expression* out);
  bool Strings(Expression* out);
  bool Fields();
  bool Parenthesized(Expression* out);
  bool ListDisplay(Expression* out);
  bool BraceDisplay(Expression* out);
  bool Comprehension(Expression* element);
  bool Arguments(bool call);
  bool Subscripts();
  bool Slice();
  bool Lambda();
  bool StarTargets(Expression* out);  // of for
  bool CheckTarget(const Expression& e, bool maybe_comparison);
  bool CheckDeletion(const Expression& e);
  static void Add(Expression* whole, const Expression& element);
  static void Finish(Expression* e, Shape shape);

  // --- patterns (recognizer_patterns.cc)
  bool Patterns();
  bool AsPattern(bool star_allowed);
  bool OrPattern();
  bool ClosedPattern();
  bool NumberPattern();
  bool SequenceRest(TokenKind close);
  bool MappingPattern();
  bool ClassPattern();
  bool NamePattern();

  struct Depth {
    explicit Depth(Recognizer* r) : owner(r) { ++owner->depth_; }
    Depth(const Depth&) = delete;
    Depth& operator=(const Depth&) = delete;
    ~Depth() { --owner->depth_; }
    bool TooDeep() const;
    Recognizer* owner;
  };

  const Source& source_;
  const std::string_view text_;
  const std::span<const Token> tokens_;
  const PythonVersion python_;
  size_t at_ = 0;
  uint32_t depth_ = 0;
  uint32_t brackets_ = 0;  // open ones around the current token
  bool quiet_ = false;     // a second reading follows if this one fails
  std::optional<Diagnostic> error_;
  bool unfinished_ = false;  // the error is that the tokens end
};

}  // namespace stockade::analyzer
