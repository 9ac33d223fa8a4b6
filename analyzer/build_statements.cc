// Statements other than definitions and match.
#include <algorithm>
#include <cstring>

#include "analyzer/builder.h"

namespace stockade::analyzer {

namespace {

struct AugmentedRow {
  std::string_view sign;
  BinaryOperator op;
};
constexpr AugmentedRow kAugmentedSigns[] = {
    {"+=", BinaryOperator::kAdd},       {"-=", BinaryOperator::kSub},
    {"*=", BinaryOperator::kMult},      {"@=", BinaryOperator::kMatMult},
    {"/=", BinaryOperator::kDiv},       {"%=", BinaryOperator::kMod},
    {"**=", BinaryOperator::kPow},      {"<<=", BinaryOperator::kLShift},
    {">>=", BinaryOperator::kRShift},   {"|=", BinaryOperator::kBitOr},
    {"^=", BinaryOperator::kBitXor},    {"&=", BinaryOperator::kBitAnd},
    {"//=", BinaryOperator::kFloorDiv},
};

}  // namespace

Lowered Build(std::span<const Token> tokens, const Source& source, const ParseOptions& options,
              Arena* arena, std::vector<Diagnostic>* diagnostics) {
  if (tokens.empty()) return {};
  return Builder(tokens, source, options, arena, diagnostics).Run();
}

Lowered Builder::Run() {
  Node* module = Make(NodeKind::kModule, 0, static_cast<uint32_t>(text_.size()));
  NodeList statements(this);
  uint32_t semicolon = 0;
  while (!Is(TokenKind::kEnd) && !refused_) ReadStatement(&statements, &semicolon);
  if (refused_) return {};
  statements.GiveTo(module);
  return {module, NumberNodes(module)};
}

void Builder::RefuseHere() {
  Refuse(SyntaxRule::kUnknownSyntax, Current().begin, Current().end,
         "this checker cannot read the syntax here");
}

Item Builder::TakeName() {
  const Item item = ItemAt(Grammar::kIdentifier);
  Require(TokenKind::kName);
  return item;
}

std::string_view Builder::ReadDottedName(uint16_t* flags) {
  const uint32_t begin = Current().begin;
  std::string_view first = NameOf(TakeName(), flags);
  if (!Is(TokenKind::kDot)) return first;
  std::string joined(first);
  while (Accept(TokenKind::kDot)) {
    joined += '.';
    joined += NameOf(TakeName(), flags);
  }
  const std::string_view written = text_.substr(begin, end_ - begin);
  if (joined == written) return written;
  auto* copy = static_cast<char*>(arena_->Allocate(joined.size()));
  std::memcpy(copy, joined.data(), joined.size());
  return {copy, joined.size()};
}

void Builder::ReadStatement(NodeList* out, uint32_t* semicolon) {
  const uint32_t begin = Current().begin;
  switch (Kind()) {
    case TokenKind::kIf:
      return out->Add(ReadIf());
    case TokenKind::kWhile:
      return out->Add(ReadWhile());
    case TokenKind::kFor:
      return out->Add(ReadFor(begin, false));
    case TokenKind::kTry:
      return out->Add(ReadTry());
    case TokenKind::kWith:
      return out->Add(ReadWith(begin, false));
    case TokenKind::kDef:
      return out->Add(ReadFunction(begin, false, Make(NodeKind::kDecorators, begin, begin)));
    case TokenKind::kClass:
      return out->Add(ReadClass(Make(NodeKind::kDecorators, begin, begin)));
    case TokenKind::kAt:
      return out->Add(ReadDecorated());
    case TokenKind::kAsync:
      Take();
      if (Is(TokenKind::kFor)) return out->Add(ReadFor(begin, true));
      if (Is(TokenKind::kWith)) return out->Add(ReadWith(begin, true));
      return out->Add(ReadFunction(begin, true, Make(NodeKind::kDecorators, begin, begin)));
    default:
      if (AtMatch()) return out->Add(ReadMatch());
      return ReadSimpleStatements(out, semicolon);
  }
}

void Builder::ReadSimpleStatements(NodeList* out, uint32_t* semicolon) {
  do {
    if (Is(TokenKind::kNewline)) break;
    out->Add(ReadSimpleStatement());
    if (Is(TokenKind::kSemicolon)) *semicolon = Current().end;
  } while (!refused_ && Accept(TokenKind::kSemicolon));
  Require(TokenKind::kNewline);
}

Node* Builder::ReadSimpleStatement() {
  const uint32_t begin = Current().begin;
  switch (Kind()) {
    case TokenKind::kPass:
      Take();
      return Make(NodeKind::kPass, begin, end_);
    case TokenKind::kBreak:
      Take();
      return Make(NodeKind::kBreak, begin, end_);
    case TokenKind::kContinue:
      Take();
      return Make(NodeKind::kContinue, begin, end_);
    case TokenKind::kReturn: {
      Take();
      const bool bare = !StartsExpression(Kind()) && !Is(TokenKind::kStar);
      Node* value = bare ? nullptr : ReadList().node;
      return Make(NodeKind::kReturn, begin, end_, {value});
    }
    case TokenKind::kRaise: {
      Take();
      Node* exception = nullptr;
      Node* cause = nullptr;
      if (StartsExpression(Kind())) exception = ReadExpression(Where::kExpression).node;
      if (Accept(TokenKind::kFrom)) cause = ReadExpression(Where::kExpression).node;
      return Make(NodeKind::kRaise, begin, end_, {exception, cause});
    }
    case TokenKind::kGlobal:
      return ReadDeclaration(NodeKind::kGlobal);
    case TokenKind::kNonlocal:
      return ReadDeclaration(NodeKind::kNonlocal);
    case TokenKind::kAssert: {
      Take();
      Node* test = ReadExpression(Where::kExpression).node;
      Node* message = nullptr;
      if (Accept(TokenKind::kComma)) message = ReadExpression(Where::kExpression).node;
      return Make(NodeKind::kAssert, begin, end_, {test, message});
    }
    case TokenKind::kDel:
      return ReadDelete();
    case TokenKind::kImport:
      return ReadImport();
    case TokenKind::kFrom:
      return ReadImportFrom();
    case TokenKind::kName:
      if (IsWord("type") && Kind(1) == TokenKind::kName &&
          (Kind(2) == TokenKind::kEqual || Kind(2) == TokenKind::kOpenBracket)) {
        return ReadTypeAlias();
      }
      return ReadExpressionStatement();
    default:
      return ReadExpressionStatement();
  }
}

Node* Builder::ReadExpressionStatement() {
  const uint32_t begin = Current().begin;
  const Operand first = ReadList(YieldRule::kAllowed);
  if (refused_) return nullptr;
  switch (Kind()) {
    case TokenKind::kColon:
      return ReadAnnotated(first, begin);
    case TokenKind::kAugmentedAssign:
      return ReadAugmented(first, begin);
    case TokenKind::kEqual:
      return ReadAssigned(first, begin);
    default:
      return Make(NodeKind::kExprStmt, first.begin, first.end, {first.node});
  }
}

Node* Builder::ReadAnnotated(Operand target, uint32_t begin) {
  SetContext(target.node, kStore);
  Require(TokenKind::kColon);
  Node* annotation = ReadExpression(Where::kExpression).node;
  Node* value = nullptr;
  if (Accept(TokenKind::kEqual)) value = ReadList(YieldRule::kAllowed).node;
  Node* node = Make(NodeKind::kAnnAssign, begin, end_, {target.node, annotation, value});
  if (target.node->kind == NodeKind::kName && !target.node->Has(kParenthesized)) {
    node->flags |= kSimpleTarget;
  }
  return node;
}

Node* Builder::ReadAugmented(Operand target, uint32_t begin) {
  SetContext(target.node, kStore);
  const std::string_view sign = TextOf(Current());
  const auto* row = std::find_if(std::begin(kAugmentedSigns), std::end(kAugmentedSigns),
                                 [&](const AugmentedRow& r) { return r.sign == sign; });
  if (row == std::end(kAugmentedSigns)) {
    RefuseHere();
    return nullptr;
  }
  Take();
  Node* value = ReadList(YieldRule::kAllowed).node;
  Node* node = Make(NodeKind::kAugAssign, begin, end_, {target.node, value});
  node->op = static_cast<uint8_t>(row->op);
  return node;
}

Node* Builder::ReadAssigned(Operand target, uint32_t begin) {
  NodeList slots(this);
  slots.Add(nullptr);
  while (!refused_ && Accept(TokenKind::kEqual)) {
    SetContext(target.node, kStore);
    slots.Add(target.node);
    target = ReadList(YieldRule::kAllowed);
  }
  slots.Set(0, target.node);
  Node* node = Make(NodeKind::kAssign, begin, end_);
  slots.GiveTo(node);
  return node;
}

Node* Builder::ReadDeclaration(NodeKind kind) {
  const uint32_t begin = Take().begin;
  NodeList names(this);
  do {
    names.Add(ReadIdentifier());
  } while (Accept(TokenKind::kComma));
  Node* node = Make(kind, begin, end_);
  names.GiveTo(node);
  return node;
}

Node* Builder::ReadDelete() {
  const uint32_t begin = Take().begin;
  NodeList targets(this);
  do {
    if (Is(TokenKind::kNewline) || Is(TokenKind::kSemicolon)) break;
    Node* target = ReadExpression(Where::kExpression).node;
    SetContext(target, kDel, "delete");
    targets.Add(target);
  } while (!refused_ && Accept(TokenKind::kComma));
  Node* node = Make(NodeKind::kDelete, begin, end_);
  targets.GiveTo(node);
  return node;
}

Node* Builder::ReadAlias(bool dotted) {
  const uint32_t begin = Current().begin;
  uint16_t flags = 0;
  const std::string_view name = dotted ? ReadDottedName(&flags) : NameOf(TakeName(), &flags);
  Node* as_name = Accept(TokenKind::kAs) ? ReadIdentifier() : nullptr;
  Node* node = Make(NodeKind::kAlias, begin, end_, {as_name});
  node->text = name;
  node->flags |= flags;
  return node;
}

Node* Builder::ReadImport() {
  const uint32_t begin = Take().begin;
  NodeList names(this);
  do {
    names.Add(ReadAlias(true));
  } while (Accept(TokenKind::kComma));
  Node* node = Make(NodeKind::kImport, begin, end_);
  names.GiveTo(node);
  return node;
}

Node* Builder::ReadImportFrom() {
  const uint32_t begin = Take().begin;
  Node* node = Make(NodeKind::kImportFrom, begin, begin);
  node->name_begin = Current().begin;
  uint32_t dots = 0;
  while (Is(TokenKind::kDot) || Is(TokenKind::kEllipsis)) {
    dots += Current().end - Current().begin;
    Take();
  }
  if (dots > UINT8_MAX) RefuseHere();
  node->op = static_cast<uint8_t>(dots);
  if (Is(TokenKind::kName)) {
    node->name_begin = Current().begin;
    node->text = ReadDottedName(&node->flags);
  }
  Require(TokenKind::kImport);
  NodeList names(this);
  if (Is(TokenKind::kStar)) {
    const Token& star = Take();
    Node* alias = Make(NodeKind::kAlias, star.begin, star.end, {nullptr});
    alias->text = "*";
    names.Add(alias);
  } else {
    const bool brackets = Accept(TokenKind::kOpenParenthesis);
    do {
      if (Is(TokenKind::kCloseParenthesis)) break;
      names.Add(ReadAlias(false));
    } while (!refused_ && Accept(TokenKind::kComma));
    if (brackets) Require(TokenKind::kCloseParenthesis);
  }
  node->end = end_;
  names.GiveTo(node);
  return node;
}

Node* Builder::ReadTypeAlias() {
  const uint32_t begin = Take().begin;
  Node* name = ReadIdentifier();
  Node* parameters = Is(TokenKind::kOpenBracket) ? ReadTypeParameters() : nullptr;
  Require(TokenKind::kEqual);
  Node* value = ReadExpression(Where::kExpression).node;
  return Make(NodeKind::kTypeAlias, begin, end_, {name, parameters, value});
}

// --- compound statements

Node* Builder::ReadBlock() {
  Require(TokenKind::kColon);
  Node* block = Make(NodeKind::kBlock, end_, end_);
  const Depth depth(this, ItemAt(Grammar::kUnknown));
  if (!depth.ok()) return block;
  NodeList statements(this);
  uint32_t semicolon = 0;
  if (Accept(TokenKind::kNewline)) {
    Require(TokenKind::kIndent);
    do {
      ReadStatement(&statements, &semicolon);
    } while (!refused_ && !Accept(TokenKind::kDedent));
  } else {
    ReadSimpleStatements(&statements, &semicolon);
  }
  if (refused_) return block;
  block->begin = statements[0]->begin;
  // To CPython a semicolon that stands last belongs to the block, not to the statement.
  block->end = std::max(statements[statements.size() - 1]->end, semicolon);
  statements.GiveTo(block);
  return block;
}

Node* Builder::ReadElse() { return Accept(TokenKind::kElse) ? ReadBlock() : nullptr; }

Node* Builder::ReadIf() {
  // Each elif is the orelse of the one before: they are linked when all are read.
  NodeList chain(this);
  do {
    const uint32_t begin = Take().begin;
    Node* test = ReadExpression(Where::kNamed).node;
    Node* body = ReadBlock();
    chain.Add(Make(NodeKind::kIf, begin, body->end, {test, body, nullptr}));
  } while (!refused_ && Is(TokenKind::kElif));
  const Node* orelse = ReadElse();
  Node* node = nullptr;
  for (size_t i = chain.size(); i-- > 0; orelse = node) {
    node = const_cast<Node*>(chain[i]);
    SetChildren(node, {node->children[0], node->children[1], orelse});
    if (orelse != nullptr) node->end = orelse->end;
  }
  return node;
}

Node* Builder::ReadWhile() {
  const uint32_t begin = Take().begin;
  Node* test = ReadExpression(Where::kNamed).node;
  Node* body = ReadBlock();
  Node* orelse = ReadElse();
  return Make(NodeKind::kWhile, begin, (orelse != nullptr ? orelse : body)->end,
              {test, body, orelse});
}

Node* Builder::ReadFor(uint32_t begin, bool async) {
  Require(TokenKind::kFor);
  Node* target = ReadTargets().node;
  Require(TokenKind::kIn);
  Node* iter = ReadList().node;
  Node* body = ReadBlock();
  Node* orelse = ReadElse();
  Node* node = Make(NodeKind::kFor, begin, (orelse != nullptr ? orelse : body)->end,
                    {target, iter, body, orelse});
  if (async) node->flags |= kAsync;
  return node;
}

Node* Builder::ReadTry() {
  const uint32_t begin = Take().begin;
  NodeList slots(this);
  Node* last = ReadBlock();
  slots.Add(last);
  slots.Add(nullptr);
  slots.Add(nullptr);
  bool star = false;
  while (Is(TokenKind::kExcept) && !refused_) {
    last = ReadHandler(&star);
    slots.Add(last);
  }
  if (Node* orelse = ReadElse()) {
    slots.Set(1, orelse);
    last = orelse;
  }
  if (Accept(TokenKind::kFinally)) {
    last = ReadBlock();
    slots.Set(2, last);
  }
  Node* node = Make(NodeKind::kTry, begin, last->end);
  if (star) node->flags |= kStar;
  slots.GiveTo(node);
  return node;
}

Node* Builder::ReadHandler(bool* star) {
  const uint32_t begin = Take().begin;
  *star = Accept(TokenKind::kStar);
  Node* type = nullptr;
  Node* name = nullptr;
  if (!Is(TokenKind::kColon)) {
    const Operand first = ReadExpression(Where::kExpression);
    type = first.node;
    if (Is(TokenKind::kComma)) {  // Python 3.14
      NodeList types(this);
      types.Add(type);
      while (Accept(TokenKind::kComma) && !Is(TokenKind::kColon) && !refused_) {
        types.Add(ReadExpression(Where::kExpression).node);
      }
      type = Make(NodeKind::kTuple, first.begin, end_);
      types.GiveTo(type);
    }
    if (Accept(TokenKind::kAs)) name = ReadIdentifier();
  }
  Node* body = ReadBlock();
  return Make(NodeKind::kHandler, begin, body->end, {type, name, body});
}

// Parentheses after `with` enclose items if they end before the colon and each part between their
// commas can be an item: no walrus, star, yield or comprehension at their top. (One item without a
// name is the same with the parentheses as its own.)
bool Builder::WithItemsInParentheses() const {
  if (!Is(TokenKind::kOpenParenthesis)) return false;
  size_t open = 0, lambdas = 0;
  bool starts = false;  // an item starts here
  bool several = false;
  for (size_t at = at_; at < tokens_.size(); ++at) {
    const bool start = starts;
    starts = false;
    switch (tokens_[at].kind) {
      case TokenKind::kOpenParenthesis:
      case TokenKind::kOpenBracket:
      case TokenKind::kOpenBrace:
      case TokenKind::kFieldOpen:
        starts = open++ == 0;
        continue;
      case TokenKind::kCloseParenthesis:
      case TokenKind::kCloseBracket:
      case TokenKind::kCloseBrace:
      case TokenKind::kFieldClose:
        if (--open != 0) continue;
        return several && at + 1 < tokens_.size() && tokens_[at + 1].kind == TokenKind::kColon;
      case TokenKind::kLambda:
        if (open == 1) ++lambdas;
        continue;
      case TokenKind::kColon:
        if (open == 1 && lambdas > 0) --lambdas;
        continue;
      case TokenKind::kComma:
        starts = open == 1 && lambdas == 0;
        several = several || starts;
        continue;
      case TokenKind::kAs:
        several = several || open == 1;
        continue;
      case TokenKind::kStar:
        if (start) return false;
        continue;
      case TokenKind::kWalrus:
      case TokenKind::kYield:
      case TokenKind::kFor:
        if (open == 1) return false;
        continue;
      case TokenKind::kNewline:
      case TokenKind::kEnd:
        return false;
      default:
        continue;
    }
  }
  return false;
}

void Builder::ReadWithItem(NodeList* slots) {
  const Operand context = ReadExpression(Where::kExpression);
  Node* target = nullptr;
  if (Accept(TokenKind::kAs)) {
    target = ReadTarget().node;
    SetContext(target, kStore);
  }
  slots->Add(Make(NodeKind::kWithItem, context.begin, end_, {context.node, target}));
}

Node* Builder::ReadWith(uint32_t begin, bool async) {
  Require(TokenKind::kWith);
  NodeList slots(this);
  slots.Add(nullptr);
  const bool brackets = WithItemsInParentheses();
  if (brackets) Take();
  const Depth depth(this, ItemAt(Grammar::kUnknown));
  do {
    if (Is(TokenKind::kCloseParenthesis)) break;
    ReadWithItem(&slots);
  } while (!refused_ && Accept(TokenKind::kComma));
  if (brackets) Require(TokenKind::kCloseParenthesis);
  Node* body = ReadBlock();
  slots.Set(0, body);
  Node* node = Make(NodeKind::kWith, begin, body->end);
  if (async) node->flags |= kAsync;
  slots.GiveTo(node);
  return node;
}

}  // namespace stockade::analyzer
