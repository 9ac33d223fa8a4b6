// String literals and the fields of f-strings. The tokens tell where each field's expression
// begins and ends; the text between is read here.
#include <algorithm>
#include <cstring>
#include <string>

#include "analyzer/builder.h"

namespace stockade::analyzer {

namespace {

bool IsStringToken(TokenKind kind) {
  return kind == TokenKind::kString || kind == TokenKind::kBytes || kind == TokenKind::kFString ||
         kind == TokenKind::kTemplateString;
}

}  // namespace

Operand Builder::ReadStrings() {
  Node* node = Make(NodeKind::kString, Current().begin, Current().end);
  NodeList pieces(this);
  constexpr uint16_t kKinds = kBytes | kTemplate;
  while (!refused_ && IsStringToken(Kind())) {
    Node* piece = ReadStringPart();
    const auto kinds = static_cast<uint16_t>(piece->flags & kKinds);
    if (pieces.size() > 0 && kinds != (node->flags & kKinds)) RefuseHere();
    node->flags |= kinds;
    pieces.Add(piece);
  }
  node->end = end_;
  pieces.GiveTo(node);
  return {node, node->begin, node->end};
}

Node* Builder::ReadStringPart() {
  const Token token = Take();
  const std::string_view literal = TextOf(token);
  const StringShape shape = ReadStringShape(literal);
  const uint32_t open = shape.open_length();
  if (!shape.ok || literal.size() < open + shape.quote_length) {
    RefuseHere();
    return Make(NodeKind::kStringPiece, token.begin, token.end);
  }
  Node* node =
      Make(shape.format ? NodeKind::kFString : NodeKind::kStringPiece, token.begin, token.end);
  node->flags = static_cast<uint16_t>((shape.raw ? kRaw : 0) | (shape.bytes ? kBytes : 0) |
                                      (shape.unicode ? kUnicodePrefix : 0) |
                                      (shape.template_string ? kTemplate : 0));
  if (shape.format) {
    ReadFormat(node, token.begin + open, token.end - shape.quote_length, shape);
  } else {
    DecodeInto(node, literal.substr(open, literal.size() - open - shape.quote_length), shape,
               false);
  }
  end_ = token.end;
  return node;
}

// The end of the literal text of a specification: a brace.
uint32_t Builder::SpecificationText(uint32_t at, bool raw) const {
  const auto size = static_cast<uint32_t>(text_.size());
  while (at < size && text_[at] != '{' && text_[at] != '}') {
    if (raw || text_[at] != '\\') {
      ++at;
      continue;
    }
    ++at;
    if (at + 1 < size && text_[at] == 'N' && text_[at + 1] == '{') {
      while (at < size && text_[at] != '}') ++at;
      ++at;
    } else if (at < size && text_[at] != '{' && text_[at] != '}') {
      ++at;
    }
  }
  return at;
}

uint32_t Builder::ReadFormat(Node* node, uint32_t begin, std::optional<uint32_t> limit,
                             const StringShape& shape) {
  NodeList parts(this);
  uint32_t at = begin;
  while (!refused_) {
    const bool field = Is(TokenKind::kFieldOpen);
    uint32_t until = limit ? *limit : SpecificationText(at, shape.raw);
    const bool here = field && Current().begin - 1 < until + (limit ? 0 : 1);
    if (here) until = Current().begin - 1;
    if (until > at) {
      Node* text = Make(NodeKind::kFStringText, at, until);
      DecodeInto(text, text_.substr(at, until - at), shape, true);
      parts.Add(text);
    }
    at = until;
    if (!here) break;
    parts.Add(ReadField(shape, &at));
  }
  parts.GiveTo(node);
  return at;
}

uint32_t Builder::SkipFieldBlanks(uint32_t at) const {
  while (at < text_.size()) {
    const char c = text_[at];
    if (c == '#') {
      at = static_cast<uint32_t>(std::min(text_.find('\n', at), text_.size()));
    } else if (c == ' ' || c == '\t' || c == '\n') {
      ++at;
    } else {
      break;
    }
  }
  return at;
}

// The text without the comments between its tokens, from that one on.
std::string_view Builder::WithoutComments(size_t token, uint32_t begin, uint32_t end) {
  const std::string_view written = text_.substr(begin, end - begin);
  if (written.find('#') == std::string_view::npos) return written;
  std::string kept;
  uint32_t at = begin;
  while (at < end) {
    while (token < tokens_.size() && tokens_[token].end <= at) ++token;
    const bool inside = token < tokens_.size() && tokens_[token].begin <= at;
    if (!inside && text_[at] == '#') {
      at = static_cast<uint32_t>(std::min(text_.find('\n', at), text_.size()));
      continue;
    }
    // A string goes on behind the tokens of its own fields.
    const uint32_t until = inside ? std::min(tokens_[token].end, end) : at + 1;
    kept += text_.substr(at, until - at);
    at = until;
  }
  auto* copy = static_cast<char*>(arena_->Allocate(kept.size()));
  std::memcpy(copy, kept.data(), kept.size());
  return {copy, kept.size()};
}

// *after: behind the field's closing brace.
Node* Builder::ReadField(const StringShape& shape, uint32_t* after) {
  const uint32_t open = Current().begin - 1;
  Node* node = Make(NodeKind::kFStringField, open, open);
  const Depth depth(this, ItemAt(Grammar::kUnknown), Depth::kBracket);
  if (!depth.ok()) return node;
  const size_t first = at_ + 1;
  Require(TokenKind::kFieldOpen);
  Operand value = ReadList(YieldRule::kAllowed);
  if (AtComprehension()) {  // up to 3.11 a field has parentheses of its own
    NodeList parts(this);
    parts.Add(value.node);
    ReadClauses(&parts);
    value.node = Make(NodeKind::kGeneratorExp, value.begin, end_);
    parts.GiveTo(value.node);
  }
  uint32_t at = Current().begin;
  Require(TokenKind::kFieldClose);
  at = SkipFieldBlanks(at);
  const auto next = [&] { return at < text_.size() ? text_[at] : '\0'; };
  if (next() == '=') {
    at = SkipFieldBlanks(at + 1);
    SetDebugText(node, WithoutComments(first, open + 1, at), shape);
  }
  if (next() == '!') {
    ++at;
    if (next() != 's' && next() != 'r' && next() != 'a') RefuseHere();
    node->op = static_cast<uint8_t>(next());
    at = SkipFieldBlanks(at + 1);
  }
  Node* spec = nullptr;
  if (next() == ':') {
    spec = Make(NodeKind::kFString, at + 1, at + 1);
    if (shape.raw) spec->flags |= kRaw;
    at = spec->end = ReadFormat(spec, at + 1, std::nullopt, shape);
  }
  if (next() != '}') RefuseHere();
  *after = node->end = at + 1;
  SetChildren(node, {value.node, spec});
  return node;
}

}  // namespace stockade::analyzer
