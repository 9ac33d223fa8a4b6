// String literals, their implicit concatenation, and f-strings.
#include "analyzer/literals.h"
#include "analyzer/lowering.h"
#include "analyzer/strings.h"

namespace stockade::analyzer {

void Lowering::String(const Item& item) {
  PushOperand(StringNode(&item, 1, item.begin, item.end), item.begin, item.end);
}

void Lowering::ConcatenatedString(const Item& item) {
  Children children(&items_, item);
  if (children.size() == 0) return Refuse(item);
  PushOperand(StringNode(&children[0], children.size(), item.begin, item.end), item.begin,
              item.end);
}

Node* Lowering::StringNode(const Item* items, size_t count, uint32_t begin, uint32_t end) {
  Node* node = Make(NodeKind::kString, begin, end);
  NodeList pieces(this);
  constexpr uint16_t kKinds = kBytes | kTemplate;
  for (size_t i = 0; i < count && !refused_; ++i) {
    Node* piece = StringPart(items[i]);
    const auto kinds = static_cast<uint16_t>(piece->flags & kKinds);
    if (i > 0 && kinds != (node->flags & kKinds)) {
      const bool bytes = ((kinds | node->flags) & kBytes) != 0;
      Refuse(SyntaxRule::kInvalidSyntax, begin, end,
             bytes ? "cannot mix bytes and nonbytes literals"
                   : "cannot mix t-string literals with string or bytes literals");
    }
    node->flags |= kinds;
    pieces.Add(piece);
  }
  pieces.GiveTo(node);
  return node;
}

Node* Lowering::StringPart(const Item& item) {
  const std::string_view literal = Text(item);
  const StringShape shape = ReadStringShape(literal);
  const auto piece_flags = static_cast<uint16_t>(
      (shape.raw ? kRaw : 0) | (shape.bytes ? kBytes : 0) | (shape.unicode ? kUnicodePrefix : 0) |
      (shape.template_string ? kTemplate : 0));
  if (item.kind == Grammar::kString && shape.ok && shape.format) {
    return FormatString(item, shape, piece_flags);
  }
  Node* node = Make(NodeKind::kStringPiece, item.begin, item.end);
  if (item.kind != Grammar::kString || !shape.ok || !EndsAtItsQuote(literal, shape)) {
    Refuse(item);
    return node;
  }
  node->flags = piece_flags;
  const uint32_t open = shape.open_length();
  DecodeInto(node, literal.substr(open, literal.size() - open - shape.quote_length), shape, false);
  return node;
}

void Lowering::DecodeInto(Node* node, std::string_view body, const StringShape& shape,
                          bool in_format) {
  const DecodedText decoded = DecodeText(body, shape, in_format, arena_);
  if (!decoded.ok) {
    Refuse(SyntaxRule::kInvalidEscape, node->begin, node->end, "invalid escape in a literal");
  }
  node->text = decoded.text;
  if (decoded.named_escape) node->flags |= kNamedEscape;
}

Node* Lowering::FormatString(const Item& item, const StringShape& shape, uint16_t flags) {
  Node* node = Make(NodeKind::kFString, item.begin, item.end);
  node->flags = flags;
  FormatParts(node, item, item.begin + shape.open_length(), item.end - shape.quote_length, shape);
  return node;
}

// The text from `begin` to `end`, cut by the replacement fields among the item's children.
void Lowering::FormatParts(Node* node, const Item& item, uint32_t begin, uint32_t end,
                           const StringShape& shape) {
  Children children(&items_, item);
  NodeList parts(this);
  uint32_t at = begin;
  const auto add_text = [&](uint32_t until) {
    if (until <= at) return;
    Node* text = Make(NodeKind::kFStringText, at, until);
    DecodeInto(text, text_.substr(at, until - at), shape, true);
    parts.Add(text);
  };
  while (!children.AtEnd() && !refused_) {
    const Item& child = children.Next();
    if (child.kind == Grammar::kFormatExpression && !shape.raw &&
        EndsInNamedEscape(text_.substr(at, child.begin - at))) {
      continue;  // \N{COLON} in a format specifier; the grammar takes it for a field
    }
    if (child.kind != Grammar::kInterpolation && child.kind != Grammar::kFormatExpression) {
      if (child.kind != Grammar::kStringStart && child.kind != Grammar::kStringContent &&
          child.kind != Grammar::kStringEnd && child.kind != Grammar::kColon) {
        Refuse(child);
      }
      continue;
    }
    add_text(child.begin);
    parts.Add(FormatField(child, shape));
    at = child.end;
  }
  add_text(end);
  parts.GiveTo(node);
}

// From 3.12 on the text of the expression is decoded like the literal text around it.
void Lowering::SetDebugText(Node* field, std::string_view written, const StringShape& shape) {
  field->flags |= kDebug;
  field->text = written;
  if (shape.raw || options_.python < PythonVersion{3, 12}) return;
  if (written.find('\\') == std::string_view::npos) return;
  StringError error;
  if (!CheckStringBody(written, {}, &error, nullptr)) {
    return Refuse(SyntaxRule::kInvalidEscape, field->begin, field->begin + 1, error.message);
  }
  DecodeInto(field, written, shape, false);
}

// True if what stands before a brace is `\N`, with a backslash that is not escaped itself.
bool Lowering::EndsInNamedEscape(std::string_view text) {
  if (text.size() < 2 || text.back() != 'N') return false;
  size_t backslashes = 0;
  while (backslashes + 1 < text.size() && text[text.size() - 2 - backslashes] == '\\') {
    ++backslashes;
  }
  return backslashes % 2 == 1;
}

Node* Lowering::FormatField(const Item& item, const StringShape& shape) {
  Node* node = Make(NodeKind::kFStringField, item.begin, item.end);
  const Depth depth(this, item, Depth::kBracket);
  if (!depth.ok()) return node;
  const uint32_t outer_brackets = field_brackets_;
  field_brackets_ = brackets_;
  Children children(&items_, item);
  Expect(&children, Grammar::kLeftBrace);
  const Item& expression = children.Next();
  Node* value = nullptr;
  Node* spec = nullptr;
  if (expression.kind == Grammar::kNamedExpression) {
    // A colon at the top ends the expression: `{x:=10}` has the specifier `=10`.
    Children parts(&items_, expression);
    value = Expression(parts.Next(), Where::kExpression).node;
    const uint32_t begin = parts.Peek().begin + 1;
    Expect(&parts, Grammar::kWalrus);
    spec = Make(NodeKind::kFString, begin, item.end - 1);
    Node* text = Make(NodeKind::kFStringText, begin, item.end - 1);
    DecodeInto(text, text_.substr(begin, item.end - 1 - begin), shape, true);
    if (text->text.find_first_of("{}'\"") != std::string_view::npos) Refuse(expression);
    SetChildren(spec, {text});
    while (children.kind() == Grammar::kFormatSpecifier ||
           children.kind() == Grammar::kTypeConversion) {
      children.Next();
    }
  } else {
    value = ExpressionList(expression, YieldRule::kAllowed).node;
    const bool debug = children.Accept(Grammar::kAssign);
    if (debug) {
      const std::string_view written =
          text_.substr(item.begin + 1, children.Peek().begin - item.begin - 1);
      // Whether a `#` starts a comment, which is no part of the text, the tokens know (build.h).
      if (written.find('#') != std::string_view::npos) {
        Refuse(SyntaxRule::kUnknownSyntax, item, "this checker cannot read the syntax here");
      }
      SetDebugText(node, written, shape);
    }
    if (children.kind() == Grammar::kTypeConversion) {
      const Item& conversion = children.Next();
      const std::string_view text = Text(conversion);
      if (text.size() != 2 || (text[1] != 's' && text[1] != 'r' && text[1] != 'a')) {
        Refuse(SyntaxRule::kInvalidFString, conversion,
               "f-string: invalid conversion character: expected 's', 'r', or 'a'");
      } else {
        node->op = static_cast<uint8_t>(text[1]);
      }
    }
    if (children.kind() == Grammar::kFormatSpecifier) {
      const Item& specifier = children.Next();
      // Its text reaches to the closing brace; the node leaves out trailing blanks.
      spec = Make(NodeKind::kFString, specifier.begin + 1, item.end - 1);
      if (shape.raw) spec->flags |= kRaw;
      FormatParts(spec, specifier, specifier.begin + 1, item.end - 1, shape);
    }
  }
  Expect(&children, Grammar::kRightBrace);
  ExpectEnd(children);
  field_brackets_ = outer_brackets;
  SetChildren(node, {value, spec});
  return node;
}

}  // namespace stockade::analyzer
