// Prints one tree (private to the rewriter).
//
//   Printer printer(tree, names, options);
//   Result<Rewritten> result = printer.Run(*tree.root());
//
// There is no recursion over the tree: a handler puts out the first tokens of its node and pushes
// what follows (tokens and nodes) on a stack of items. kPrinters (printer.cc) has one handler a
// node kind. Only the fields of natively printed f-strings run a nested loop, at most as deep as
// f-strings nest.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "analyzer/node.h"
#include "analyzer/tree.h"
#include "rewriter/emission.h"
#include "rewriter/literals.h"
#include "rewriter/page.h"
#include "rewriter/passed_writes.h"
#include "rewriter/rewriter.h"

namespace stockade::rewriter {

// How tightly an expression or pattern binds. A child is parenthesised when it binds less tightly
// than its place asks for.
enum Binding : uint8_t {
  kNamedBinding,  // x := y
  kYieldBinding,
  kTestBinding,  // lambda, x if y else z
  kOrBinding,
  kAndBinding,
  kNotBinding,
  kCompareBinding,
  kBitOrBinding,
  kBitXorBinding,
  kBitAndBinding,
  kShiftBinding,
  kSumBinding,
  kTermBinding,
  kFactorBinding,
  kPowerBinding,
  kAwaitBinding,
  kPrimaryBinding,
  kAtomBinding,
  kByOperator,  // in kPrinters: asks OperatorBinding
  // Patterns.
  kAsPattern = kNamedBinding,
  kOrPattern = kYieldBinding,
  kClosedPattern = kTestBinding,
};

// Names of the printed text under Level::kProtocol.
inline constexpr std::string_view kWithTemporary = "_stockade_with";
bool IsProtocolName(std::string_view name);

class Printer {
 public:
  using Node = analyzer::Node;
  using NodeKind = analyzer::NodeKind;
  using GuardId = executor::GuardId;

  struct Row {
    NodeKind kind;
    void (Printer::*print)(const Node& node, uint16_t flags);  // null: printed by its parent
    uint8_t binding;
  };
  static const Row kPrinters[];  // by NodeKind

  Printer(const analyzer::Tree& tree, const analyzer::Names& names, const RewriteOptions& options);
  Result<Rewritten> Run(const Node& root);

 private:
  enum class Op : uint8_t {
    kNode,       // pointer: Node, binding, flags
    kTop,        // the same outside brackets, with an anchor
    kStatement,  // pointer: Node
    kText,       // pointer: characters, value: length
    kOpen,       // binding: the bracket
    kClose,      // binding: the bracket, value: its source offset or 0
    kAnchor,
    kAnchorEnd,
    kColon,
    kBlock,  // pointer: Block
    kBlockEnd,
    kIndent,
    kDedent,
    kName,           // pointer: Node whose text is a name that stands at its begin
    kAttributeName,  // pointer: Attribute
    kQuotedName,     // pointer: Attribute; its name, mangled, as a string
    kGuard,          // binding: GuardId, value: the source offset that it stands for
    kSpec,           // pointer: a Tuple or List target
    kGetIterArgument,
    kComprehension,  // pointer: Comprehension, value: begin of the whole expression
    kClause,         // pointer: Block, binding: index into kClauses
    kElif,           // pointer: If
    kHandler,        // pointer: Handler, binding: 1 for except*
    kCase,           // pointer: MatchCase
    kDecorator,      // pointer: an expression, binding: 0 for the first
    kDefinition,     // pointer: FunctionDef or ClassDef after its decorators
    kEntry,          // pointer: FunctionDef whose body follows
    kClassBudget,    // pointer: Identifier of a class that owes the budget of a function around
    kEnterClass,     // pointer: Identifier
    kLeaveClass,
    kLevel,      // binding: Level
    kLiteral,    // pointer: StringPiece or FStringText, as a literal of its own
    kDebugText,  // pointer: FStringField, its text as a literal of its own
    // Level::kProtocol (print_protocol.cc).
    kInserted,       // pointer: the statement before which others are added
    kInsertedEnd,    // pointer: the same
    kTemporary,      // value: number of the target of `with`
    kProtocolBlock,  // pointer: Module, FunctionDef or With that adds statements to its block
  };

  struct Item {
    Op op;
    uint8_t binding;
    uint16_t flags;
    uint32_t value;
    const void* pointer;
  };

  // Item::flags.
  static constexpr uint16_t kBareIndex = 1;  // an index between brackets: slices have colons
  static constexpr uint16_t kNoWrap = 2;     // the parent took care of an attribute's position
  static constexpr uint16_t kLeading = 4;    // the parent starts with it, at its parentheses
  static constexpr uint16_t kInPlace = 8;    // the target of an in-place operation: read too
  static constexpr uint16_t kAsRead = 16;    // a target that is read where it stands

  // --- the stack. Push* append in reading order between Begin() and End(), which reverses them.
  size_t Begin() const { return stack_.size(); }
  void End(size_t begin);
  void PushNode(const Node* node, uint8_t binding, uint16_t flags = 0) {
    stack_.push_back({Op::kNode, binding, flags, 0, node});
  }
  void PushTop(const Node* node, uint8_t binding, uint16_t flags = 0) {
    stack_.push_back({Op::kTop, binding, flags, 0, node});
  }
  void PushText(std::string_view text) {
    stack_.push_back({Op::kText, 0, 0, static_cast<uint32_t>(text.size()), text.data()});
  }
  void PushOpen(char bracket) {
    stack_.push_back({Op::kOpen, static_cast<uint8_t>(bracket), 0, 0, nullptr});
  }
  void PushClose(char bracket, uint32_t offset = 0) {
    stack_.push_back({Op::kClose, static_cast<uint8_t>(bracket), 0, offset, nullptr});
  }
  void PushGuard(GuardId guard, uint32_t offset, char bracket = '(') {
    stack_.push_back(
        {Op::kGuard, static_cast<uint8_t>(guard), static_cast<uint16_t>(bracket), offset, nullptr});
  }
  // The guard of one argument, with it: "write"[object], or in the text form _write_(object).
  void PushGuarded(GuardId guard, uint32_t offset, const Node& argument);
  void Push(Op op, const void* pointer = nullptr, uint8_t binding = 0, uint32_t value = 0) {
    stack_.push_back({op, binding, 0, value, pointer});
  }
  // Children from `first` on, with ", " between them.
  void PushList(const Node& node, uint32_t first, uint8_t binding, uint16_t flags = 0);
  void PushLevel(Level level) { Push(Op::kLevel, nullptr, static_cast<uint8_t>(level)); }

  void Loop(size_t base);
  void Do(const Item& item);
  void PrintNode(const Node& node, uint8_t binding, uint16_t flags);
  void PrintStatement(const Node& node);
  uint8_t OperatorBinding(const Node& node) const;

  // --- guards
  template <NodeKind kKind, Access kAccess, GuardId kGuard>
  bool Guarded(const Node& node, const Node* parent = nullptr);
  bool Guarded(const Proof* proofs, size_t count, GuardId guard, const Node& node,
               const Node* parent);
  void Note(GuardId guard, bool emitted, const Node& node, std::string_view reason);
  void PutGuardName(GuardId guard);
  void PutBudget(uint32_t offset);
  bool GuardsAttribute(const Node& attribute) const;
  std::optional<GuardId> ReachGuard(const Node& attribute) const;
  void AddBareName(std::string_view name);
  void AddBareNames(const Node& dotted);  // Name or Attributes
  // True if an in-place operation may spell its target twice.
  bool IsSteadyTarget(const Node& target) const;
  // True if the value of an assignment goes through the unpack guard for this target.
  bool Unpacks(const Node& assign, const Node& target);
  void PushUnpackTail(const Node& target);
  void TakeEntry();
  const Node* FindEntry(const Node& body) const;
  void PushEntry(const Node& function);
  bool BudgetOn() const { return options_.budget && level_ != Level::kOff; }

  // --- names and literals
  bool CheckName(std::string_view name, const Node& node);
  void PutName(std::string_view name, const Node& node);
  void PutDotted(std::string_view name, const Node& node);
  std::string_view Mangle(std::string_view name);
  void PutQuoted(std::string_view text, const Node& node);
  void PutLiteral(std::string_view text, uint16_t node_flags, const Node& node);
  void PutPiece(const Node& piece);
  void Fail(ErrorCode code, const Node& node, std::string message);

  // --- f-strings (print_strings.cc)
  struct Quote {
    char c;
    bool triple;
  };
  static const Quote kQuotes[4], kQuotesForLines[4];
  bool HasLines(const Node& piece) const;
  bool QuoteFits(Quote quote) const;
  LiteralStyle StyleInside(Quote quote) const;
  bool InOldField() const;  // inside a field of a Python before 3.12
  bool PrintNative(const Node& string);
  bool PrintFString(const Node& piece);
  bool PrintFStringIn(const Node& piece, Quote quote);
  bool PrintField(const Node& field, Quote quote);
  void PushJoin(const Node& string);
  void PushJoinPart(const Node& part, const Node& string);

  // --- handlers, one a kind (print_expressions.cc, print_statements.cc, print_patterns.cc)
#define STOCKADE_HANDLER(Kind) void Print##Kind(const Node& node, uint16_t flags)
  STOCKADE_HANDLER(Name);
  STOCKADE_HANDLER(Number);
  STOCKADE_HANDLER(Constant);
  STOCKADE_HANDLER(String);
  STOCKADE_HANDLER(List);
  STOCKADE_HANDLER(Tuple);
  STOCKADE_HANDLER(Set);
  STOCKADE_HANDLER(Dict);
  STOCKADE_HANDLER(DictItem);
  STOCKADE_HANDLER(ListComp);
  STOCKADE_HANDLER(SetComp);
  STOCKADE_HANDLER(DictComp);
  STOCKADE_HANDLER(GeneratorExp);
  STOCKADE_HANDLER(Lambda);
  STOCKADE_HANDLER(IfExp);
  STOCKADE_HANDLER(BoolOp);
  STOCKADE_HANDLER(UnaryOp);
  STOCKADE_HANDLER(BinOp);
  STOCKADE_HANDLER(Compare);
  STOCKADE_HANDLER(Call);
  STOCKADE_HANDLER(Keyword);
  STOCKADE_HANDLER(DoubleStarred);
  STOCKADE_HANDLER(Attribute);
  STOCKADE_HANDLER(Subscript);
  STOCKADE_HANDLER(Slice);
  STOCKADE_HANDLER(Starred);
  STOCKADE_HANDLER(NamedExpr);
  STOCKADE_HANDLER(Await);
  STOCKADE_HANDLER(Yield);
  STOCKADE_HANDLER(YieldFrom);
  STOCKADE_HANDLER(Parameters);
  STOCKADE_HANDLER(Parameter);
  STOCKADE_HANDLER(TypeParams);
  STOCKADE_HANDLER(TypeParam);
  STOCKADE_HANDLER(ExprStmt);
  STOCKADE_HANDLER(Assign);
  STOCKADE_HANDLER(AugAssign);
  STOCKADE_HANDLER(AnnAssign);
  STOCKADE_HANDLER(Return);
  STOCKADE_HANDLER(Delete);
  STOCKADE_HANDLER(Keyworded);
  STOCKADE_HANDLER(Declaration);
  STOCKADE_HANDLER(Import);
  STOCKADE_HANDLER(ImportFrom);
  STOCKADE_HANDLER(Alias);
  STOCKADE_HANDLER(If);
  STOCKADE_HANDLER(While);
  STOCKADE_HANDLER(For);
  STOCKADE_HANDLER(With);
  STOCKADE_HANDLER(Try);
  STOCKADE_HANDLER(Raise);
  STOCKADE_HANDLER(Assert);
  STOCKADE_HANDLER(Definition);
  STOCKADE_HANDLER(Match);
  STOCKADE_HANDLER(TypeAlias);
  STOCKADE_HANDLER(MatchValue);
  STOCKADE_HANDLER(MatchSingleton);
  STOCKADE_HANDLER(MatchSequence);
  STOCKADE_HANDLER(MatchMapping);
  STOCKADE_HANDLER(MatchItem);
  STOCKADE_HANDLER(MatchClass);
  STOCKADE_HANDLER(MatchKeyword);
  STOCKADE_HANDLER(MatchStar);
  STOCKADE_HANDLER(MatchAs);
  STOCKADE_HANDLER(MatchOr);
#undef STOCKADE_HANDLER
  void PrintComprehension(const Node& node, uint32_t whole_begin);
  void PushComprehensions(const Node& node);
  void PushTest(const Node& node);  // test, colon, body and orelse of If
  void PrintClause(const Node& block, std::string_view word);
  void PrintHandler(const Node& node, bool star);
  void PrintCase(const Node& node);
  void PrintDefinitionHead(const Node& node);
  void PrintSpec(const Node& target);
  void PrintArgumentsOf(const Node& arguments);
  void PushAnnotation(const Node* annotation, bool top);
  void PushOrelse(const Node* block, uint8_t clause);

  // --- Level::kProtocol (print_protocol.cc)
  bool Protocol() const { return level_ == Level::kProtocol; }
  void FindPrintScopes(const Node& root);
  void PushProtocolBlock(const Node& owner);
  void PushProtocolPrologue(const Node& owner);
  void PushProtocolInplace(const Node& aug_assign);
  void PushProtocolSlice(const Node& slice);
  void PushMetaclass(const Node* arguments);
  bool PutProtocolPrint(const Node& name);
  bool AddsToBlock(const Node& owner) const;
  bool CheckEarlierTargets(const Node& with);

  const analyzer::Tree& tree_;
  const RewriteOptions& options_;
  Page page_;
  PassedWrites passed_;
  Level level_;
  std::vector<Item> stack_;
  std::vector<GuardNote> notes_;
  std::unordered_set<std::string_view> bare_names_;
  std::unordered_set<const Node*> print_scopes_;  // Module and FunctionDef that need a `_print`
  std::vector<std::string_view> classes_;         // names of the classes around, for private names
  std::vector<const Node*> entries_;              // where functions around still owe their budget
  const Node* entry_ = nullptr;                   // the last of them
  const Node* annotated_ = nullptr;               // the AnnAssign whose target is printed
  std::vector<Quote> quotes_;                     // of the f-strings around
  std::string mangled_;
  size_t wasted_ = 0;  // bytes of f-strings that were printed in vain
  bool future_annotations_ = false;
  bool unprintable_ = false;  // the f-string that is tried does not work out
  std::optional<Error> error_;
};

template <analyzer::NodeKind kKind, Access kAccess, executor::GuardId kGuard>
bool Printer::Guarded(const Node& node, const Node* parent) {
  static_assert(HasCell(kKind, kAccess, kGuard), "emission.def has no such cell");
  struct Proofs {
    Proof proofs[4]{};
    size_t count = 0;
  };
  static constexpr Proofs kProofsOfCell = [] {
    Proofs found;
    for (const EmissionRow& row : kEmission) {
      if (row.kind == kKind && row.access == kAccess && row.guard == kGuard) {
        found.proofs[found.count++] = row.proof;
      }
    }
    return found;
  }();
  return Guarded(kProofsOfCell.proofs, kProofsOfCell.count, kGuard, node, parent);
}

}  // namespace stockade::rewriter
