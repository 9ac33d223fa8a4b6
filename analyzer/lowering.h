// The lowering at work: what its parts share (private to the analyzer; lower.h is the way in).
//
// One method per grammar node (grammar_nodes.def names it), in the files lower_*.cc by concept. A
// method that meets what Python does not allow calls Refuse(), which keeps the first reason, and
// goes on with whatever it has: nothing that was built is used after a refusal.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/grammar.h"
#include "analyzer/lower.h"
#include "analyzer/syntax.h"

namespace stockade::analyzer {

class NodeList;
struct StringShape;

// What may stand where an expression is read, by CPython's grammar rules of that name.
enum class Where : uint8_t {
  kExpression,   // expression
  kNamed,        // named_expression: a walrus may stand unparenthesized
  kStarred,      // star_expression: expression, or * bitwise_or
  kStarNamed,    // star_named_expression: named_expression, or * bitwise_or
  kArgument,     // argument: named_expression, or * expression
  kSlice,        // element of a subscript: named_expression, or * expression
  kDisjunction,  // disjunction: no conditional, no lambda
  kBitwiseOr,    // bitwise_or
};

// A folded operand: `begin` and `end` include parentheses around it, as Node's do not.
struct Operand {
  Node* node = nullptr;
  uint32_t begin = 0, end = 0;
};

class Lowering {
 public:
  Lowering(const Source& source, const ParseOptions& options, Arena* arena,
           std::vector<Diagnostic>* diagnostics)
      : source_(source),
        text_(source.text()),
        options_(options),
        arena_(arena),
        diagnostics_(diagnostics) {}
  Lowered Run(TSNode root);

 protected:
  friend class NodeList;
  friend class Depth;
  using StatementHandler = Node* (Lowering::*)(const Item&);
  using FeedHandler = void (Lowering::*)(const Item&);
  static const StatementHandler kStatementHandlers[kGrammarCount];
  static const FeedHandler kFeedHandlers[kGrammarCount];

  // An operator whose right operand is not complete yet.
  enum class OperatorType : uint8_t {
    kBottom,  // where the expression begins
    kUnary,
    kAwait,
    kStar,
    kLambda,
    kBinary,
    kCompare,
    kBool,
    kIf,      // before its else
    kIfElse,  // after it
    kWalrus,
  };
  struct Operator {
    OperatorType type;
    int8_t level;      // folded when an operator of a lower level follows
    int8_t right;      // weakest level that its right operand may have
    uint8_t op;        // UnaryOperator, BinaryOperator, or BoolOp's
    uint32_t begin;    // where a prefix operator starts
    uint32_t count;    // operands so far, of kCompare and kBool
    Node* parameters;  // of kLambda
  };
  // One running Expression(): its parts of the engine's stacks begin at these places.
  struct Fold {
    Where where;
    size_t pending, operands, operators;
    Fold* outer;
    Item* as_target;            // takes the target of an `as`, where one may stand
    bool have_operand = false;  // an infix operator or a trailer may follow
    bool ended = false;         // after `as`
  };

  // --- lower.cc: nodes, refusals, names
  Node* Make(NodeKind kind, uint32_t begin, uint32_t end);
  Node* Make(NodeKind kind, uint32_t begin, uint32_t end,
             std::initializer_list<const Node*> children);
  void SetChildren(Node* node, std::initializer_list<const Node*> children);
  void Refuse(SyntaxRule rule, uint32_t begin, uint32_t end, std::string message);
  void Refuse(SyntaxRule rule, const Item& item, std::string message) {
    Refuse(rule, item.begin, item.end, std::move(message));
  }
  void Refuse(const Item& item) { Refuse(SyntaxRule::kInvalidSyntax, item, "invalid syntax"); }
  void Expect(Children* children, Grammar kind);
  void ExpectEnd(const Children& children);
  std::string_view Text(const Item& item) const {
    return text_.substr(item.begin, item.end - item.begin);
  }
  // The name of an identifier, folded; adds kFolded to *flags if folding changed it.
  std::string_view NameOf(const Item& identifier, uint16_t* flags);
  Node* IdentifierNode(const Item& identifier);
  // a.b.c without blanks, each name folded.
  std::string_view DottedName(const Item& item, uint16_t* flags);
  // Makes the expression a target (kStore or kDel) and refuses what cannot be one.
  void SetContext(Node* target, NodeFlag context, std::string_view action = "assign to");
  // Gives every node its id; returns their number.
  uint32_t NumberNodes(Node* root);

  // --- lower_statements.cc, lower_blocks.cc
  Node* Statement(const Item& item);
  Node* Block(const Item& item);
  Node* ExpressionStatement(const Item& item);
  Node* AssignmentStatement(const Item& item);
  Node* AugmentedAssignment(const Item& item);
  Node* AnnotatedAssignment(const Item& item, Operand target, const Item& annotation,
                            const Item* value);
  Node* ReturnStatement(const Item& item);
  Node* DeleteStatement(const Item& item);
  Node* PassStatement(const Item& item);
  Node* BreakStatement(const Item& item);
  Node* ContinueStatement(const Item& item);
  Node* GlobalStatement(const Item& item);
  Node* NonlocalStatement(const Item& item);
  Node* Declaration(const Item& item, NodeKind kind, Grammar word);
  Node* ImportStatement(const Item& item);
  Node* ImportFromStatement(const Item& item);
  Node* ImportAlias(const Item& item, bool dotted);
  Node* RaiseStatement(const Item& item);
  Node* AssertStatement(const Item& item);
  Node* TypeAliasStatement(const Item& item);
  Node* PrintStatement(const Item& item);
  Node* ExecStatement(const Item& item);
  Node* IfStatement(const Item& item);
  Node* WhileStatement(const Item& item);
  Node* ForStatement(const Item& item);
  Node* WithStatement(const Item& item);
  Node* WithItem(const Item& item);
  Node* WithItemOf(const Item& value);
  Item WithGroup(const Item& clause);
  void WithItems(const Item& clause, NodeList* slots);
  bool NeedsTuple(const Children& items);
  void SplitWithTuple(const Item& clause, NodeList* slots);
  Node* TryStatement(const Item& item);
  Node* Handler(const Item& item, bool* star);
  Node* MatchStatement(const Item& item);  // lower_patterns.cc
  Node* MatchCase(const Item& item);
  Node* ElseBlock(const Item& item);

  // --- lower_definitions.cc
  Node* FunctionDefinition(const Item& item);
  Node* ClassDefinition(const Item& item);
  Node* DecoratedDefinition(const Item& item);
  Node* Function(const Item& item, Node* decorators);
  Node* Class(const Item& item, Node* decorators);
  Node* ParameterList(const Item& item);
  Node* ParameterOf(const Item& item);
  Node* TypeParameterList(const Item& item);
  Node* TypeParameterOf(const Item& item);

  // --- lower_expressions.cc: the engine
  Operand Expression(const Item& item, Where where, Item* as_target = nullptr);
  // The same for expressions given piece by piece, as the grammar cut them wrongly.
  Operand Expression(const Item* items, size_t count, Where where, Item* as_target = nullptr);
  // An expression list becomes a Tuple; a yield is allowed if `yield` is.
  enum class YieldRule : bool { kRefused, kAllowed };
  Operand ExpressionList(const Item& item, YieldRule yield = YieldRule::kRefused);
  Operand Target(const Item& item);  // of an assignment, for, with; context kStore
  // Around the feeding of one expression's pieces: EndFold gives the whole.
  void BeginFold(Fold* fold, Where where);
  Operand EndFold(const Fold& fold, const Item& first, const Item& last);
  void PushOperand(Node* node, uint32_t begin, uint32_t end);
  void PushLambda(const Item& item, Node* parameters);
  void Reduce();
  void ReduceAbove(int level);
  void Flatten(const Item& item);
  void PrefixOrInfix(const Item& item);
  void Infix(const Item& item);
  void ElseWord(const Item& item);
  void WalrusSign(const Item& item);
  void AsWord(const Item& item);
  void AsTarget(const Item& item);
  void Attribute(const Item& item);
  void AttributeTrailer(const Item& name);
  void SubscriptTrailer(const Item& item);
  void Subscript(const Item& item);
  void Lambda(const Item& item);
  void CallTrailer(const Item& item);

  // --- lower_operands.cc
  void Identifier(const Item& item);
  void Number(const Item& item);
  void Constant(NodeKind kind, const Item& item);
  void TrueConstant(const Item& item) { Constant(NodeKind::kTrue, item); }
  void FalseConstant(const Item& item) { Constant(NodeKind::kFalse, item); }
  void NoneConstant(const Item& item) { Constant(NodeKind::kNone, item); }
  void EllipsisConstant(const Item& item) { Constant(NodeKind::kEllipsis, item); }
  void ParenthesizedExpression(const Item& item);
  void Tuple(const Item& item);
  void List(const Item& item);
  void Set(const Item& item);
  void Dictionary(const Item& item);
  void ListComprehension(const Item& item);
  void SetComprehension(const Item& item);
  void DictionaryComprehension(const Item& item);
  void GeneratorExpression(const Item& item);
  void ComprehensionOperand(const Item& item, NodeKind kind);
  void YieldOperand(const Item& item);
  void Display(const Item& item, NodeKind kind);
  void Group(const Item& item, const Item& inner);
  Node* ComprehensionOf(const Item& item, NodeKind kind);
  Node* DictPair(const Item& item);
  Node* YieldNode(const Item& item);
  Node* ArgumentsOf(const Item& item);
  Node* IndexOf(Children* children, Grammar close);
  Node* IndexElement(const Item& item);
  Node* SliceOf(const Item& item);
  Node* ConstrainedSlice(const Item& item);
  // Reads `each (',' each)* [',']` up to `close`; `each` takes its children itself. True if a comma
  // stands last.
  template <typename Each>
  bool Separated(Children* children, Grammar close, Each each) {
    bool comma = false;
    while (!children->AtEnd() && children->kind() != close && !refused_) {
      each();
      comma = children->Accept(Grammar::kComma);
      if (!comma) break;
    }
    return comma;
  }

  // --- lower_strings.cc
  void String(const Item& item);
  void ConcatenatedString(const Item& item);
  Node* StringNode(const Item* items, size_t count, uint32_t begin, uint32_t end);
  Node* StringPart(const Item& item);
  void DecodeInto(Node* node, std::string_view body, const StringShape& shape, bool in_format);
  Node* FormatString(const Item& item, const StringShape& shape, uint16_t flags);
  // Text of a field with `=`, from behind its brace.
  void SetDebugText(Node* field, std::string_view written, const StringShape& shape);
  void FormatParts(Node* node, const Item& item, uint32_t begin, uint32_t end,
                   const StringShape& shape);
  static bool EndsInNamedEscape(std::string_view text);
  Node* FormatField(const Item& item, const StringShape& shape);

  // --- lower_patterns.cc
  Node* CasePattern(const Item& item);
  Node* SimplePattern(Children* children);
  Node* AsPatternOf(const Item& item);
  Node* AlternativePatterns(const Item& item);
  Node* SequencePattern(const Item& item, Grammar close);
  Node* MappingPattern(const Item& item);
  Node* ClassPattern(const Item& item);
  Node* KeywordPattern(const Item& item);
  Node* SplatPattern(const Item& item);
  Node* NumberPattern(Children* children);
  Node* CapturePattern(const Item& item);
  Node* DottedValue(const Item& item);

  const Source& source_;
  std::string_view text_;
  const ParseOptions& options_;
  Arena* arena_;
  std::vector<Diagnostic>* diagnostics_;
  bool refused_ = false;
  uint32_t depth_ = 0;
  uint32_t brackets_ = 0;
  // brackets_ at the top of the innermost f-string field, where neither `:=` nor a lambda may
  // stand.
  uint32_t field_brackets_ = 0;
  ItemStack items_;
  std::vector<const Node*> nodes_;  // lists under construction, innermost last
  // The engine's stacks; each running Fold owns the part above its bases.
  std::vector<Item> pending_;
  std::vector<Operand> operands_;
  std::vector<Operator> operators_;
  std::vector<uint8_t> compare_operators_;
  Fold* fold_ = nullptr;
};

// A child list under construction. Lists nest like a stack: the innermost is finished first.
class NodeList {
 public:
  explicit NodeList(Lowering* lowering) : lowering_(lowering), base_(lowering->nodes_.size()) {}
  ~NodeList() {
    if (!given_) lowering_->nodes_.resize(base_);
  }
  NodeList(const NodeList&) = delete;
  NodeList& operator=(const NodeList&) = delete;

  void Add(const Node* node) { lowering_->nodes_.push_back(node); }
  size_t size() const { return lowering_->nodes_.size() - base_; }
  const Node* operator[](size_t i) const { return lowering_->nodes_[base_ + i]; }
  void Truncate(size_t size) { lowering_->nodes_.resize(base_ + size); }
  void Set(size_t i, const Node* node) { lowering_->nodes_[base_ + i] = node; }
  // Moves the list into the arena as the node's children. The list is then over, and the one
  // around it may grow again.
  void GiveTo(Node* node);
  void Drop() {
    lowering_->nodes_.resize(base_);
    given_ = true;
  }

 private:
  Lowering* lowering_;
  size_t base_;
  bool given_ = false;
};

// Counts one level of recursion; ok() is false, and the text refused, beyond the limit.
class Depth {
 public:
  enum Kind : uint8_t { kLevel, kBracket };
  Depth(Lowering* lowering, const Item& item, Kind kind = kLevel);
  ~Depth();
  Depth(const Depth&) = delete;
  Depth& operator=(const Depth&) = delete;
  bool ok() const { return ok_; }

 private:
  Lowering* lowering_;
  Kind kind_;
  bool ok_;
};

}  // namespace stockade::analyzer
