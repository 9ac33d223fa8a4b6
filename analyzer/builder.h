// The class behind build.h, shared by its source files.
//
// It shares the lowering's nodes, refusals and expression engine, and reads tokens where the
// lowering reads the grammar's nodes. Every Read...() begins at the first token of what it reads
// and leaves the place behind the last one.
#pragma once

#include <optional>
#include <span>

#include "analyzer/build.h"
#include "analyzer/lowering.h"
#include "analyzer/strings.h"

namespace stockade::analyzer {

class Builder : private Lowering {
 public:
  Builder(std::span<const Token> tokens, const Source& source, const ParseOptions& options,
          Arena* arena, std::vector<Diagnostic>* diagnostics)
      : Lowering(source, options, arena, diagnostics), tokens_(tokens) {}
  Lowered Run();

 private:
  // --- tokens
  TokenKind Kind(size_t ahead = 0) const {
    return at_ + ahead < tokens_.size() ? tokens_[at_ + ahead].kind : TokenKind::kEnd;
  }
  bool Is(TokenKind kind) const { return Kind() == kind; }
  const Token& Current() const { return tokens_[at_ < tokens_.size() ? at_ : tokens_.size() - 1]; }
  std::string_view TextOf(const Token& token) const {
    return text_.substr(token.begin, token.end - token.begin);
  }
  bool IsWord(std::string_view word) const {
    return Is(TokenKind::kName) && TextOf(Current()) == word;
  }
  Item ItemAt(Grammar kind) const { return {kind, Current().begin, Current().end, nullptr}; }
  const Token& Take() {
    const Token& token = Current();
    end_ = token.end;
    if (at_ < tokens_.size()) ++at_;
    return token;
  }
  bool Accept(TokenKind kind) {
    if (Kind() != kind) return false;
    Take();
    return true;
  }
  void Require(TokenKind kind) {
    if (!Accept(kind)) RefuseHere();
  }
  // The recognizer and this class do not agree: fail closed.
  void RefuseHere();
  Item TakeName();  // an identifier
  Node* ReadIdentifier() { return IdentifierNode(TakeName()); }
  std::string_view ReadDottedName(uint16_t* flags);

  // --- statements (build_statements.cc)
  void ReadStatement(NodeList* out, uint32_t* semicolon);
  void ReadSimpleStatements(NodeList* out, uint32_t* semicolon);
  Node* ReadSimpleStatement();
  Node* ReadExpressionStatement();
  Node* ReadAnnotated(Operand target, uint32_t begin);
  Node* ReadAugmented(Operand target, uint32_t begin);
  Node* ReadAssigned(Operand target, uint32_t begin);
  Node* ReadDeclaration(NodeKind kind);
  Node* ReadDelete();
  Node* ReadImport();
  Node* ReadImportFrom();
  Node* ReadAlias(bool dotted);
  Node* ReadTypeAlias();
  Node* ReadBlock();
  Node* ReadIf();
  Node* ReadElse();  // null if there is none
  Node* ReadWhile();
  Node* ReadFor(uint32_t begin, bool async);
  Node* ReadTry();
  Node* ReadHandler(bool* star);
  Node* ReadWith(uint32_t begin, bool async);
  void ReadWithItem(NodeList* slots);
  bool WithItemsInParentheses() const;

  // --- definitions and match (build_definitions.cc)
  Node* ReadDecorated();
  Node* ReadFunction(uint32_t begin, bool async, Node* decorators);
  Node* ReadClass(Node* decorators);
  Node* ReadParameters(uint32_t begin, TokenKind close, bool annotated);
  Node* ReadParameter(bool annotated);
  Node* ReadTypeParameters();
  bool AtMatch() const;
  Node* ReadMatch();
  Node* ReadCase();
  Node* ReadPattern();  // with `as`, or a star
  Node* ReadAlternatives();
  Node* ReadClosedPattern();
  Node* ReadNumberPattern();
  Node* ReadSequencePattern(TokenKind close);
  Node* ReadMappingPattern();
  Node* ReadNamePattern();
  Node* ReadLiteral();

  // --- expressions (build_expressions.cc)
  Operand ReadExpression(Where where);
  Operand ReadList(YieldRule yield = YieldRule::kRefused);  // star_expressions
  Operand ReadTargets();                                    // of for; context kStore
  Operand ReadTarget();                                     // one of them, starred or not
  Operand ReadYield();
  bool ReadOperand(Where where);
  bool ReadAfterOperand(Where where);
  void Feed(Grammar kind, size_t tokens = 1);
  void PushConstant(NodeKind kind);
  void ReadGroup();
  void ReadListDisplay();
  void ReadBraces();
  void FinishDisplay(NodeKind kind, uint32_t begin, NodeList* list);
  void ReadLambda();
  bool AtComprehension() const { return Is(TokenKind::kFor) || Is(TokenKind::kAsync); }
  // The clauses; the element is in `parts` already.
  void ReadClauses(NodeList* parts);
  Node* ReadArguments();
  Node* ReadArgument(uint32_t open);
  Node* ReadIndex();
  Node* ReadIndexElement();

  // --- strings (build_strings.cc)
  Operand ReadStrings();
  Node* ReadStringPart();
  Node* ReadField(const StringShape& shape, uint32_t* after);
  // Text and fields up to `limit`, or for a format specification up to its closing brace.
  uint32_t ReadFormat(Node* node, uint32_t begin, std::optional<uint32_t> limit,
                      const StringShape& shape);
  uint32_t SpecificationText(uint32_t at, bool raw) const;
  uint32_t SkipFieldBlanks(uint32_t at) const;
  std::string_view WithoutComments(size_t token, uint32_t begin, uint32_t end);

  const std::span<const Token> tokens_;
  size_t at_ = 0;
  uint32_t end_ = 0;  // of the last token taken
};

}  // namespace stockade::analyzer
