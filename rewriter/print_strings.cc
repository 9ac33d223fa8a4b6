// String literals and f-strings.
//
// Before Python 3.12 the text of a field may hold neither a backslash nor the quotes of the
// f-strings around it. A native spelling is tried with each kind of quotes; where none works the
// f-string is printed as a join of single format calls. The bytes printed in vain are bounded by
// the size of the submission.
#include <algorithm>

#include "rewriter/printer.h"

namespace stockade::rewriter {

using analyzer::Node;
using analyzer::NodeKind;
using executor::GuardId;

namespace {

constexpr analyzer::PythonVersion kNestedQuotes{3, 12};

constexpr std::string_view kNoConversion = "\"\"", kReprConversion = "\"r\"",
                           kStrConversion = "\"s\"", kAsciiConversion = "\"a\"";

// The conversion that CPython applies: that of the text, or repr for `{x=}` without more.
char ConversionOf(const Node& field) {
  if (field.op != 0) return static_cast<char>(field.op);
  return field.Has(analyzer::kDebug) && field.Child(1) == nullptr ? 'r' : '\0';
}

std::string_view QuotedConversion(char conversion) {
  return conversion == 'r'   ? kReprConversion
         : conversion == 's' ? kStrConversion
         : conversion == 'a' ? kAsciiConversion
                             : kNoConversion;
}

bool IsPlainSpec(const Node& spec) {
  return std::all_of(spec.Children().begin(), spec.Children().end(),
                     [](const Node* part) { return part->kind == NodeKind::kFStringText; });
}

}  // namespace

const Printer::Quote Printer::kQuotes[] = {{'"', false}, {'\'', false}, {'"', true}, {'\'', true}};

// A field over several lines wants quotes that let it be so.
const Printer::Quote Printer::kQuotesForLines[] = {
    {'"', true}, {'\'', true}, {'"', false}, {'\'', false}};

bool Printer::InOldField() const { return !quotes_.empty() && options_.python < kNestedQuotes; }

bool Printer::QuoteFits(Quote quote) const {
  if (!InOldField()) return true;
  return std::all_of(quotes_.begin(), quotes_.end(), [quote](Quote around) {
    return around.c != quote.c || (around.triple && !quote.triple);
  });
}

LiteralStyle Printer::StyleInside(Quote quote) const {
  LiteralStyle style{.quote = quote.c};
  if (InOldField()) {
    style.escapes = false;
    for (const Quote& around : quotes_) {
      style.no_double |= around.c == '"';
      style.no_single |= around.c == '\'';
    }
  }
  return style;
}

void Printer::PutQuoted(std::string_view text, const Node& node) { PutLiteral(text, 0, node); }

void Printer::PutLiteral(std::string_view text, uint16_t node_flags, const Node& node) {
  std::string& out = page_.text();
  const size_t size = out.size();
  const bool bytes = (node_flags & analyzer::kBytes) != 0;
  for (const Quote& quote : kQuotes) {
    if (!QuoteFits(quote)) continue;
    LiteralStyle style = StyleInside(quote);
    style.bytes = bytes;
    if (bytes) out.push_back('b');
    if ((node_flags & analyzer::kUnicodePrefix) != 0) out.push_back('u');
    out.append(quote.triple ? 3 : 1, quote.c);
    const LiteralResult result = (node_flags & analyzer::kNamedEscape) != 0
                                     ? AppendNamedEscapes(text, style, &out)
                                     : AppendText(text, style, &out);
    if (result == LiteralResult::kMarker) {
      return Fail(ErrorCode::kMarkerInLiteral, node,
                  "a literal holds U+10F57C, which is reserved for the guards");
    }
    if (result == LiteralResult::kOk) {
      out.append(quote.triple ? 3 : 1, quote.c);
      return;
    }
    out.resize(size);
    if (style.escapes) break;  // other quotes would not help
  }
  if (InOldField()) {
    unprintable_ = true;
  } else {
    Fail(ErrorCode::kUnknownNode, node, "a literal has an escape that has no spelling here");
  }
}

void Printer::PutPiece(const Node& piece) {
  page_.MoveTo(piece.begin);
  PutLiteral(piece.text, piece.flags, piece);
}

void Printer::PrintString(const Node& node, uint16_t) {
  bool formatted = false, is_template = false;
  for (const Node* piece : node.Children()) {
    formatted |= piece->kind == NodeKind::kFString;
    is_template |= piece->kind == NodeKind::kFString && piece->Has(analyzer::kTemplate);
  }
  if (!formatted) {
    const size_t begin = Begin();
    for (uint32_t i = 0; i < node.child_count; ++i) {
      if (i != 0) PushText(" ");
      Push(Op::kLiteral, node.children[i]);
    }
    return End(begin);
  }
  const size_t note_count = notes_.size();
  // Only the guards' own wish is asked here: a native spelling must also exist.
  const bool native =
      is_template || !Guarded<NodeKind::kString, Access::kRead, GuardId::kJoin>(node);
  if (native && PrintNative(node)) return;
  if (error_ || unprintable_) return;
  if (level_ == Level::kOff || is_template) {
    if (InOldField()) {
      unprintable_ = true;
      return;
    }
    return Fail(ErrorCode::kUnsupportedVersion, node,
                "this f-string has no spelling in Python " + std::to_string(options_.python.major) +
                    "." + std::to_string(options_.python.minor));
  }
  if (native) {
    notes_.resize(note_count);
    Note(GuardId::kJoin, true, node, executor::Row(GuardId::kJoin).reason);
  }
  PushJoin(node);
}

// --- native spelling

bool Printer::PrintNative(const Node& string) {
  const size_t most_wasted = 4096 + 2 * tree_.source().text().size();
  if (wasted_ > most_wasted) return false;
  const Page::State state = page_.Save();
  const size_t note_count = notes_.size();
  for (uint32_t i = 0; i < string.child_count; ++i) {
    const Node& piece = *string.children[i];
    if (i != 0) page_.Put(' ');
    page_.MoveTo(piece.begin);
    if (piece.kind == NodeKind::kFString) {
      if (PrintFString(piece)) continue;
    } else {
      PutPiece(piece);
      if (!unprintable_) continue;
    }
    if (error_) return false;
    unprintable_ = false;
    wasted_ += page_.text().size() - std::min(page_.text().size(), state.text_size);
    page_.Restore(state);
    notes_.resize(note_count);
    return false;
  }
  return true;
}

bool Printer::HasLines(const Node& piece) const {
  for (const Node* part : piece.Children()) {
    if (part->kind != NodeKind::kFStringField) continue;
    const Node& value = *part->Child(0);
    if (page_.LineOf(value.begin) != page_.LineOf(value.end - 1)) return true;
  }
  return false;
}

bool Printer::PrintFString(const Node& piece) {
  const bool lines = options_.python < kNestedQuotes && HasLines(piece);
  for (const Quote& quote : lines ? kQuotesForLines : kQuotes) {
    if (!QuoteFits(quote)) continue;
    const Page::State state = page_.Save();
    const Page::Breaks breaks = page_.breaks();
    const size_t note_count = notes_.size(), item_count = stack_.size();
    quotes_.push_back(quote);
    const bool done = PrintFStringIn(piece, quote);
    quotes_.pop_back();
    page_.set_breaks(breaks);
    if (done || error_) return done;
    unprintable_ = false;
    stack_.resize(item_count);
    wasted_ += page_.text().size() - std::min(page_.text().size(), state.text_size);
    page_.Restore(state);
    notes_.resize(note_count);
    if (options_.python >= kNestedQuotes) break;  // other quotes would not help
  }
  return false;
}

bool Printer::PrintFStringIn(const Node& piece, Quote quote) {
  const bool outermost = quotes_.size() == 1;
  const Page::Breaks around = page_.breaks();
  const auto style_of_text = [&] {
    // The text between fields belongs to the f-string itself: only those around it restrict it.
    quotes_.pop_back();
    LiteralStyle style = StyleInside(quote);
    quotes_.push_back(quote);
    style.braces = true;
    return style;
  };
  const LiteralStyle style = style_of_text();
  page_.Put(piece.Has(analyzer::kTemplate) ? 't' : 'f');
  page_.text().append(quote.triple ? 3 : 1, quote.c);
  const auto put_text = [&](std::string_view text, const Node& node, bool named) {
    const LiteralResult result = named ? AppendNamedEscapes(text, style, &page_.text())
                                       : AppendText(text, style, &page_.text());
    if (result == LiteralResult::kMarker) {
      Fail(ErrorCode::kMarkerInLiteral, node,
           "a literal holds U+10F57C, which is reserved for the guards");
    }
    return result == LiteralResult::kOk;
  };
  for (const Node* part : piece.Children()) {
    if (part->kind == NodeKind::kFStringText) {
      if (!put_text(part->text, *part, part->Has(analyzer::kNamedEscape))) return false;
      continue;
    }
    if (part->Has(analyzer::kDebug) && !put_text(part->text, *part, false)) return false;
    if (outermost && page_.breaks() == Page::Breaks::kNormal) {
      page_.set_breaks(Page::Breaks::kInFStringText);
      page_.MoveTo(part->Child(0)->begin);
    }
    const bool free =
        page_.breaks() != Page::Breaks::kNone && (quote.triple || options_.python >= kNestedQuotes);
    page_.set_breaks(free ? Page::Breaks::kFree : Page::Breaks::kNone);
    if (!PrintField(*part, quote)) return false;
    page_.set_breaks(around);
  }
  page_.text().append(quote.triple ? 3 : 1, quote.c);
  return true;
}

bool Printer::PrintField(const Node& field, Quote quote) {
  page_.Put('{');
  const Page::State start = page_.Save();
  const size_t base = stack_.size();
  PushNode(field.Child(0), kOrBinding);
  Loop(base);
  if (unprintable_ || error_) return false;
  if (page_.text()[start.text_size] == '{') page_.Insert(start, ' ');  // not an escaped brace
  if (const char conversion = ConversionOf(field); conversion != '\0') {
    page_.Put('!');
    page_.Put(conversion);
  }
  // An empty specification is none, but in a tree without guards it shows.
  const Node* spec = field.Child(1);
  if (spec != nullptr && (spec->child_count != 0 || level_ == Level::kOff)) {
    page_.Put(':');
    LiteralStyle style = StyleInside(quote);
    style.escapes = quotes_.size() == 1;
    for (const Node* part : spec->Children()) {
      if (part->kind == NodeKind::kFStringField) {
        if (!PrintField(*part, quote)) return false;
        continue;
      }
      if (part->Has(analyzer::kNamedEscape) ||
          part->text.find_first_of("{}") != std::string_view::npos) {
        return false;
      }
      const LiteralResult result = AppendText(part->text, style, &page_.text());
      if (result == LiteralResult::kMarker) {
        Fail(ErrorCode::kMarkerInLiteral, *part,
             "a literal holds U+10F57C, which is reserved for the guards");
      }
      if (result != LiteralResult::kOk) return false;
    }
  }
  page_.Put('}');
  return true;
}

// --- the spelling with guards: _join_((_format_(value, "r", ">10"), "text", ...))

void Printer::PushJoin(const Node& string) {
  if (InOldField()) {  // its strings would run out of quotes: the outer one becomes a join too
    unprintable_ = true;
    return;
  }
  const size_t begin = Begin();
  PushGuard(GuardId::kJoin, string.begin);
  PushOpen('(');
  uint32_t parts = 0;
  for (const Node* piece : string.Children()) {
    if (piece->kind == NodeKind::kStringPiece) {
      if (parts++ != 0) PushText(", ");
      Push(Op::kLiteral, piece);
      continue;
    }
    for (const Node* part : piece->Children()) {
      if (parts++ != 0) PushText(", ");
      PushJoinPart(*part, string);
    }
  }
  if (parts == 1) PushText(",");
  PushClose(')');
  PushClose(')');
  End(begin);
}

void Printer::PushJoinPart(const Node& part, const Node& string) {
  if (part.kind == NodeKind::kFStringText) return Push(Op::kLiteral, &part);
  if (part.Has(analyzer::kDebug)) {
    Push(Op::kDebugText, &part);
    PushText(", ");
  }
  // CPython before 3.12 places the formatting at the start of the whole string.
  const uint32_t place = options_.python < kNestedQuotes ? string.begin : part.begin;
  Note(GuardId::kFormat, true, part, executor::Row(GuardId::kFormat).reason);
  PushGuard(GuardId::kFormat, place);
  PushNode(part.Child(0), kTestBinding);
  PushText(", ");
  PushText(QuotedConversion(ConversionOf(part)));
  PushText(", ");
  const Node* spec = part.Child(1);
  if (spec == nullptr || spec->child_count == 0) {
    PushText(kNoConversion);
  } else if (IsPlainSpec(*spec) && spec->child_count == 1) {
    Push(Op::kLiteral, spec->children[0]);
  } else {
    // A computed specification: its own join. Fields nest two deep at most before 3.12.
    PushGuard(GuardId::kJoin, place);
    PushOpen('(');
    for (uint32_t i = 0; i < spec->child_count; ++i) {
      if (i != 0) PushText(", ");
      PushJoinPart(*spec->children[i], string);
    }
    if (spec->child_count == 1) PushText(",");
    PushClose(')');
    PushClose(')');
  }
  PushClose(')');
}

}  // namespace stockade::rewriter
