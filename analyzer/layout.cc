#include "analyzer/layout.h"

#include <algorithm>
#include <array>
#include <cstring>

#include <fmt/format.h>
#include <utf8proc.h>

#include "analyzer/intake.h"
#include "analyzer/literals.h"
#include "analyzer/syntax.h"
#include "analyzer/tokens.h"

namespace stockade::analyzer {
namespace {

using std::string_view;

enum class Class : uint8_t {
  kOther,  // no token starts with it
  kBlank,
  kNewline,
  kComment,
  kName,
  kNonAscii,
  kDigit,
  kDot,
  kQuote,
  kOpen,
  kClose,
  kColon,
  kBackslash,
  kOperator,
  kBang,
};

constexpr std::array<Class, 256> MakeClasses() {
  std::array<Class, 256> table{};
  for (int c = 'a'; c <= 'z'; ++c) table[static_cast<size_t>(c)] = Class::kName;
  for (int c = 'A'; c <= 'Z'; ++c) table[static_cast<size_t>(c)] = Class::kName;
  for (int c = '0'; c <= '9'; ++c) table[static_cast<size_t>(c)] = Class::kDigit;
  for (size_t c = 128; c < 256; ++c) table[c] = Class::kNonAscii;
  for (char c : string_view("+-*/%@&|^~<>=,;")) table[static_cast<size_t>(c)] = Class::kOperator;
  for (char c : string_view("([{")) table[static_cast<size_t>(c)] = Class::kOpen;
  for (char c : string_view(")]}")) table[static_cast<size_t>(c)] = Class::kClose;
  table['_'] = Class::kName;
  table[' '] = table['\t'] = Class::kBlank;
  table['\n'] = Class::kNewline;
  table['#'] = Class::kComment;
  table['\''] = table['"'] = Class::kQuote;
  table['.'] = Class::kDot;
  table[':'] = Class::kColon;
  table['\\'] = Class::kBackslash;
  table['!'] = Class::kBang;
  return table;
}
constexpr std::array<Class, 256> kClasses = MakeClasses();
Class ClassOf(char c) { return kClasses[static_cast<unsigned char>(c)]; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsNameByte(char c) {
  const Class kind = ClassOf(c);
  return kind == Class::kName || kind == Class::kDigit || kind == Class::kNonAscii;
}
bool IsHex(char c) { return IsDigit(c) || ((c | 32) >= 'a' && (c | 32) <= 'f'); }

constexpr size_t kPythonMaxBrackets = 200;
constexpr size_t kPythonMaxIndents = 100;
constexpr size_t kMaxStringNesting = 100;  // f-strings in fields of f-strings
constexpr size_t kMostFieldNesting = 3;

class Reader {
 public:
  Reader(const Source& source, PythonVersion python, LayoutOutcome* outcome)
      : source_(source),
        text_(source.text()),
        python_(python),
        joined_fields_(python >= PythonVersion{3, 12}),
        outcome_(*outcome),
        lines_(outcome->layout.lines),
        tokens_(outcome->tokens) {}

  void Read();

 private:
  struct Bracket {
    char open;
    bool field = false;          // opens a replacement field of an f-string
    bool specification = false;  // the field's format specification has begun
    uint32_t offset = 0;
    uint32_t line = 0;
  };
  // An f-string whose end is still to come (Python 3.12 and later).
  struct OpenString {
    uint32_t begin;
    uint32_t first_line;
    char quote;
    bool triple, raw;
    size_t brackets;  // how many were open where it starts
    size_t token;
  };

  char At(uint32_t offset) const { return offset < text_.size() ? text_[offset] : '\0'; }
  bool StartLine();        // indentation; false at an error
  bool ReadLogicalLine();  // tokens up to the line feed or the end; false at an error
  bool CheckBlock(uint32_t column, uint32_t alternative);
  bool ReadName();
  bool ReadNumber();
  bool ReadString(uint32_t begin, string_view prefix);
  bool ReadFStringMiddle();
  bool CloseBracket();
  bool OpenBracket(uint32_t offset);
  bool EndOfNumber(string_view kind);
  bool CheckNonAsciiName(uint32_t begin, uint32_t end);
  bool DecimalTail();
  void NewLine() { ++line_; }
  void Emit(TokenKind kind, uint32_t begin, uint32_t end) { tokens_.push_back({kind, begin, end}); }
  // Where a string is found to have no end: the current line, or the last one that has text.
  uint32_t LastLine() const {
    return at_ >= text_.size() && text_.ends_with('\n') ? line_ : line_ + 1;
  }
  void ReadOperator();
  bool EndField();
  uint32_t SkipBlanks(uint32_t at) const;
  bool InFieldExpression() const {
    return !brackets_.empty() && brackets_.back().field && !brackets_.back().specification;
  }
  // Lines up to the current one belong to the current logical line, or lead to it.
  void DescribeLines() {
    const auto level = static_cast<uint16_t>(indents_.size() - 1);
    for (; described_ <= line_; ++described_) lines_[described_].level = level & 0x7FFF;
  }
  // The expression of a field of an f-string, as Python up to 3.11 reads it: in parentheses, apart
  // from the text around it.
  bool ReadOldField(uint32_t begin, uint32_t end) {
    Reader field(source_, python_, &outcome_);
    field.text_ = text_.substr(0, end);
    field.at_ = begin;
    field.line_ = line_;
    field.in_field_ = true;
    field.brackets_.push_back({.open = '(', .offset = begin, .line = line_});
    Emit(TokenKind::kFieldOpen, begin, begin);
    if (!field.ReadLogicalLine()) return false;
    Emit(TokenKind::kFieldClose, end, end);
    return true;
  }

  bool Fail(SyntaxRule rule, uint32_t begin, uint32_t end, std::string message,
            std::string help = {}) {
    if (outcome_.error == LayoutError::kNone) outcome_.error = LayoutError::kTokens;
    outcome_.diagnostic =
        SyntaxDiagnostic(rule, source_.SpanOf(begin, end), std::move(message), std::move(help));
    return false;
  }
  // CPython looks into a string only when its parser has come to it; reading goes on.
  void FailString(SyntaxRule rule, uint32_t begin, uint32_t end, std::string message) {
    if (outcome_.string_error) return;
    outcome_.string_error = SyntaxDiagnostic(rule, source_.SpanOf(begin, end), std::move(message));
    outcome_.string_error_token = tokens_.size();
  }
  bool FailAfterTokens(SyntaxRule rule, uint32_t begin, uint32_t end, std::string message) {
    outcome_.error = LayoutError::kAfterTokens;
    return Fail(rule, begin, end, std::move(message));
  }
  bool FailIndentation(uint32_t begin, uint32_t end, std::string message) {
    return FailAfterTokens(SyntaxRule::kIndentation, begin, end, std::move(message));
  }
  bool FailIntake(IntakeRule rule, uint32_t begin, uint32_t end, string_view first = {},
                  string_view second = {}) {
    if (outcome_.error == LayoutError::kNone) outcome_.error = LayoutError::kTokens;
    outcome_.diagnostic = IntakeDiagnostic(rule, source_.SpanOf(begin, end), first, second);
    return false;
  }

  const Source& source_;
  string_view text_;
  const PythonVersion python_;
  bool in_field_ = false;
  const bool joined_fields_;  // PEP 701: f-strings are read token by token
  LayoutOutcome& outcome_;
  std::vector<LineLayout>& lines_;
  std::vector<Token>& tokens_;

  uint32_t at_ = 0;
  uint32_t line_ = 0;        // number of the current line, from 0
  uint32_t line_start_ = 0;  // of the logical line
  uint32_t described_ = 0;   // lines before this one have their level
  std::vector<std::pair<uint32_t, uint32_t>> indents_{{0, 0}};  // columns with tabs of 8 and of 1
  std::vector<Bracket> brackets_;
  std::vector<OpenString> strings_;
};

void Reader::Read() {
  lines_.resize(source_.line_count() + 1);
  tokens_.reserve(text_.size() / 3 + 16);
  while (true) {
    if (!StartLine()) return;
    if (at_ >= text_.size()) break;
    if (!ReadLogicalLine()) return;
  }
  for (uint32_t line = described_; line < lines_.size(); ++line) lines_[line].level = 0;
  const auto size = static_cast<uint32_t>(text_.size());
  Emit(TokenKind::kEnd, size, size);
}

// Steps over blank and comment lines to the first token of a logical line, and fits its column into
// the open blocks.
bool Reader::StartLine() {
  while (true) {
    const uint32_t start = at_;
    uint32_t column = 0, alternative = 0;
    char c = At(at_);
    while (c == ' ' || c == '\t') {
      column = c == ' ' ? column + 1 : (column / 8 + 1) * 8;
      ++alternative;
      c = At(++at_);
    }
    if (c == '#') {
      const void* feed = std::memchr(text_.data() + at_, '\n', text_.size() - at_);
      at_ = feed == nullptr ? static_cast<uint32_t>(text_.size())
                            : static_cast<uint32_t>(static_cast<const char*>(feed) - text_.data());
      c = At(at_);
    }
    if (c == '\n') {
      ++at_;
      NewLine();
      continue;
    }
    if (at_ >= text_.size()) {
      line_start_ = at_;
      return CheckBlock(0, 0);
    }
    line_start_ = start;
    if (c == '\\' && At(at_ + 1) == '\n') {
      return FailIntake(IntakeRule::kContinuationInIndentation, at_, at_ + 1);
    }
    if (column > source_.limits().max_indentation) {
      return FailIntake(IntakeRule::kIndentationTooWide, start, at_, fmt::format("{}", column),
                        fmt::format("{}", source_.limits().max_indentation));
    }
    return CheckBlock(column, alternative);
  }
}

bool Reader::CheckBlock(uint32_t column, uint32_t alternative) {
  const auto [top, top_alternative] = indents_.back();
  const bool at_end = at_ >= text_.size();
  const auto tabs = [this] {
    outcome_.error = LayoutError::kAfterTokens;
    return FailIntake(IntakeRule::kTabAmbiguity, line_start_, at_);
  };
  uint32_t token_end = at_;
  while (IsNameByte(At(token_end))) ++token_end;
  if (token_end == at_ && !at_end) ++token_end;
  if (column > top) {
    if (alternative <= top_alternative) return tabs();
    if (indents_.size() >= kPythonMaxIndents) {
      return FailIndentation(line_start_, at_, "too many levels of indentation");
    }
    if (indents_.size() > source_.limits().max_nesting) {
      return FailIntake(IntakeRule::kNestingTooDeep, at_, token_end, "blocks",
                        fmt::format("{}", source_.limits().max_nesting));
    }
    indents_.emplace_back(column, alternative);
    Emit(TokenKind::kIndent, line_start_, at_);
  } else {
    if (column < top && !at_end) {
      size_t fitting = indents_.size();
      while (indents_[fitting - 1].first > column) --fitting;
      if (indents_[fitting - 1].first != column) {
        return FailIndentation(line_start_, at_,
                               "unindent does not match any outer indentation level");
      }
      for (; indents_.size() > fitting; indents_.pop_back()) Emit(TokenKind::kDedent, at_, at_);
    }
    for (; at_end && indents_.size() > 1; indents_.pop_back()) Emit(TokenKind::kDedent, at_, at_);
    if (alternative != indents_.back().second) return tabs();
  }
  DescribeLines();
  return true;
}

bool Reader::ReadLogicalLine() {
  while (true) {
    const char c = At(at_);
    switch (ClassOf(c)) {
      case Class::kBlank:
        ++at_;
        continue;
      case Class::kName:
        if (!ReadName()) return false;
        continue;
      case Class::kOperator:
        if (c == '=' && InFieldExpression() && At(at_ + 1) != '=') {
          const uint32_t next = SkipBlanks(at_ + 1);
          if (At(next) == '}' || At(next) == ':' || (At(next) == '!' && At(next + 1) != '=')) {
            if (!EndField()) return false;
            continue;
          }
        }
        ReadOperator();
        continue;
      case Class::kDot:
        if (IsDigit(At(at_ + 1))) {
          if (!ReadNumber()) return false;
        } else if (At(at_ + 1) == '.' && At(at_ + 2) == '.') {
          Emit(TokenKind::kEllipsis, at_, at_ + 3);
          at_ += 3;
        } else {
          Emit(TokenKind::kDot, at_, at_ + 1);
          ++at_;
        }
        continue;
      case Class::kDigit:
        if (!ReadNumber()) return false;
        continue;
      case Class::kOpen:
        if (!OpenBracket(at_)) return false;
        Emit(c == '('   ? TokenKind::kOpenParenthesis
             : c == '[' ? TokenKind::kOpenBracket
                        : TokenKind::kOpenBrace,
             at_, at_ + 1);
        ++at_;
        continue;
      case Class::kClose:
        if (!CloseBracket()) return false;
        continue;
      case Class::kColon:
        if (InFieldExpression()) {
          if (!EndField()) return false;
          continue;
        }
        if (At(at_ + 1) == '=') {
          Emit(TokenKind::kWalrus, at_, at_ + 2);
          at_ += 2;
          continue;
        }
        Emit(TokenKind::kColon, at_, at_ + 1);
        ++at_;
        continue;
      case Class::kQuote:
        if (!ReadString(at_, {})) return false;
        continue;
      case Class::kNewline:
        ++at_;
        if (brackets_.empty()) {
          lines_[line_].ends_logical_line = 1;
          Emit(TokenKind::kNewline, at_ - 1, at_);
          DescribeLines();
          NewLine();
          return true;
        }
        NewLine();
        continue;
      case Class::kComment: {
        const void* feed = std::memchr(text_.data() + at_, '\n', text_.size() - at_);
        at_ = feed == nullptr
                  ? static_cast<uint32_t>(text_.size())
                  : static_cast<uint32_t>(static_cast<const char*>(feed) - text_.data());
        continue;
      }
      case Class::kBackslash: {
        const uint32_t backslash = at_++;
        if (at_ >= text_.size()) {
          return FailAfterTokens(SyntaxRule::kLineContinuation, backslash, at_,
                                 "unexpected EOF while parsing");
        }
        if (At(at_) != '\n') {
          return FailAfterTokens(SyntaxRule::kLineContinuation, backslash, at_ + 1,
                                 "unexpected character after line continuation character");
        }
        ++at_;
        NewLine();
        if (at_ >= text_.size()) {
          return FailAfterTokens(SyntaxRule::kLineContinuation, backslash, at_,
                                 "unexpected EOF while parsing");
        }
        continue;
      }
      case Class::kBang:
        if (At(at_ + 1) == '=') {
          Emit(TokenKind::kCompare, at_, at_ + 2);
          at_ += 2;
          continue;
        }
        if (InFieldExpression()) {
          if (!EndField()) return false;
          continue;
        }
        Emit(TokenKind::kOther, at_, at_ + 1);
        ++at_;
        continue;
      case Class::kNonAscii:
        if (!ReadName()) return false;
        continue;
      case Class::kOther:
        break;
    }
    if (at_ < text_.size()) {
      Emit(TokenKind::kOther, at_, at_ + 1);
      ++at_;
      continue;
    }
    // The end of the text ends the logical line.
    if (!strings_.empty()) {
      const OpenString& open = strings_.back();
      return Fail(SyntaxRule::kUnterminatedString, open.begin, open.begin + 1,
                  fmt::format("unterminated {}f-string literal (detected at line {})",
                              open.triple ? "triple-quoted " : "", LastLine()));
    }
    if (in_field_ && brackets_.size() == 1) return true;
    if (!brackets_.empty()) {
      const Bracket& open = brackets_.back();
      Emit(TokenKind::kEnd, at_, at_);
      outcome_.error = LayoutError::kUnclosed;
      return Fail(SyntaxRule::kUnclosedBracket, open.offset, open.offset + 1,
                  fmt::format("'{}' was never closed", open.open));
    }
    Emit(TokenKind::kNewline, at_, at_);
    DescribeLines();
    return true;
  }
}

void Reader::ReadOperator() {
  const uint32_t begin = at_;
  const char c = At(at_++);
  const char next = At(at_);
  TokenKind kind = TokenKind::kBinary;
  bool augmentable = true;
  switch (c) {
    case ',':
    case ';':
    case '~':
      kind = c == ',' ? TokenKind::kComma : c == ';' ? TokenKind::kSemicolon : TokenKind::kTilde;
      augmentable = false;
      break;
    case '=':
      if (next == '=') ++at_;
      kind = next == '=' ? TokenKind::kCompare : TokenKind::kEqual;
      augmentable = false;
      break;
    case '<':
    case '>':
      if (next == c) {
        ++at_;
        break;
      }
      kind = TokenKind::kCompare;
      if (next == '=') ++at_;
      augmentable = false;
      break;
    case '+':
      kind = TokenKind::kPlus;
      break;
    case '-':
      kind = TokenKind::kMinus;
      if (next == '>') {
        ++at_;
        kind = TokenKind::kArrow;
        augmentable = false;
      }
      break;
    case '*':
    case '/':
      kind = c == '*' ? TokenKind::kStar : TokenKind::kSlash;
      if (next == c) {
        ++at_;
        kind = c == '*' ? TokenKind::kDoubleStar : TokenKind::kBinary;
      }
      break;
    case '@':
      kind = TokenKind::kAt;
      break;
    case '|':
      kind = TokenKind::kBar;
      break;
    default:
      break;
  }
  if (augmentable && At(at_) == '=') {
    ++at_;
    kind = TokenKind::kAugmentedAssign;
  }
  Emit(kind, begin, at_);
}

// The next offset from `at` that is no blank, line end or comment.
uint32_t Reader::SkipBlanks(uint32_t at) const {
  while (true) {
    const char c = At(at);
    if (c == '#') {
      at = static_cast<uint32_t>(std::min(text_.find('\n', at), text_.size()));
    } else if (c == ' ' || c == '\t' || c == '\n') {
      ++at;
    } else {
      return at;
    }
  }
}

// At what follows the expression of a field (Python 3.12 and later): `=`, `!r`, `:` or `}`.
bool Reader::EndField() {
  Emit(TokenKind::kFieldClose, at_, at_);
  const auto skip_blanks = [this] {
    const uint32_t end = SkipBlanks(at_);
    for (; at_ < end; ++at_) {
      if (At(at_) == '\n') NewLine();
    }
  };
  if (At(at_) == '=') {
    ++at_;
    skip_blanks();
  }
  if (At(at_) == '!') {
    const uint32_t begin = ++at_;
    while (IsNameByte(At(at_))) ++at_;
    const string_view name = text_.substr(begin, at_ - begin);
    if (name != "s" && name != "r" && name != "a") {
      return Fail(SyntaxRule::kInvalidFString, begin, std::max(at_, begin + 1),
                  name.empty()
                      ? "f-string: invalid conversion character"
                      : fmt::format("f-string: invalid conversion character '{}': expected 's', "
                                    "'r', or 'a'",
                                    name));
    }
    skip_blanks();
  }
  if (At(at_) == ':') {
    ++at_;
    brackets_.back().specification = true;  // literal text again
    return ReadFStringMiddle();
  }
  if (At(at_) != '}') {
    return Fail(SyntaxRule::kInvalidFString, at_, at_ + 1, "f-string: expecting '}'");
  }
  brackets_.back().specification = true;  // the closing brace ends no expression now
  return CloseBracket();
}

bool Reader::OpenBracket(uint32_t offset) {
  if (brackets_.size() >= kPythonMaxBrackets) {
    return Fail(SyntaxRule::kInvalidSyntax, offset, offset + 1, "too many nested parentheses");
  }
  if (brackets_.size() >= source_.limits().max_nesting) {
    return FailIntake(IntakeRule::kNestingTooDeep, offset, offset + 1, "brackets",
                      fmt::format("{}", source_.limits().max_nesting));
  }
  brackets_.push_back({.open = text_[offset], .offset = offset, .line = line_});
  return true;
}

bool Reader::CloseBracket() {
  const char close = At(at_);
  if (close == '}' && InFieldExpression()) return EndField();
  const uint32_t offset = at_++;
  const size_t base = strings_.empty() ? 0 : strings_.back().brackets;
  if (brackets_.size() <= base) {
    if (!strings_.empty() && close == '}') {
      return Fail(SyntaxRule::kInvalidFString, offset, offset + 1,
                  "f-string: single '}' is not allowed");
    }
    return Fail(SyntaxRule::kUnmatchedBracket, offset, offset + 1,
                fmt::format("{}unmatched '{}'", strings_.empty() ? "" : "f-string: ", close));
  }
  const Bracket open = brackets_.back();
  const char expected = open.open == '(' ? ')' : open.open == '[' ? ']' : '}';
  if (close != expected) {
    std::string message = fmt::format(
        "closing parenthesis '{}' does not match opening parenthesis '{}'", close, open.open);
    if (open.line != line_) message += fmt::format(" on line {}", open.line + 1);
    return Fail(SyntaxRule::kUnmatchedBracket, offset, offset + 1, std::move(message));
  }
  const bool field = open.field;
  brackets_.pop_back();
  if (!field) {
    Emit(close == ')'   ? TokenKind::kCloseParenthesis
         : close == ']' ? TokenKind::kCloseBracket
                        : TokenKind::kCloseBrace,
         offset, offset + 1);
    return true;
  }
  if (!strings_.empty() && brackets_.size() == strings_.back().brackets) {
    return ReadFStringMiddle();
  }
  // A nested field in a format specification: the specification goes on.
  if (!brackets_.empty() && brackets_.back().specification) return ReadFStringMiddle();
  return true;
}

bool Reader::ReadName() {
  const uint32_t begin = at_;
  bool ascii = true;
  while (true) {
    const Class kind = ClassOf(At(at_));
    if (kind == Class::kNonAscii) {
      ascii = false;
    } else if (kind != Class::kName && kind != Class::kDigit) {
      break;
    }
    ++at_;
  }
  const char next = At(at_);
  if ((next == '"' || next == '\'') && at_ - begin <= 2) {
    const string_view prefix = text_.substr(begin, at_ - begin);
    if (IsStringPrefix(prefix)) return ReadString(begin, prefix);
  }
  Emit(KeywordKind(text_.substr(begin, at_ - begin)), begin, at_);
  return ascii || CheckNonAsciiName(begin, at_);
}

bool Reader::CheckNonAsciiName(uint32_t begin, uint32_t end) {
  // The two middle dots of Katakana came with Unicode 15.1.
  const auto continues = [this](utf8proc_int32_t c) {
    return ContinuesIdentifier(c) ||
           ((c == 0x30FB || c == 0xFF65) && python_ >= PythonVersion{3, 13});
  };
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text_.data());
  for (uint32_t at = begin; at < end;) {
    utf8proc_int32_t c = 0;
    const auto size = static_cast<uint32_t>(std::max<utf8proc_ssize_t>(
        1, utf8proc_iterate(bytes + at, static_cast<utf8proc_ssize_t>(end - at), &c)));
    const bool later = IsLaterThanUnicode14(c) && python_ < PythonVersion{3, 12};
    if (c >= 0x80 && (later || !(at == begin ? StartsIdentifier(c) : continues(c)))) {
      const utf8proc_category_t category = utf8proc_category(c);
      const bool printable =
          !later && category != UTF8PROC_CATEGORY_CN && category < UTF8PROC_CATEGORY_ZS;
      return Fail(SyntaxRule::kInvalidCharacter, at, at + size,
                  printable
                      ? fmt::format("invalid character '{}' (U+{:04X})", text_.substr(at, size), c)
                      : fmt::format("invalid non-printable character U+{:04X}", c));
    }
    at += size;
  }
  return true;
}

// Digits with single underscores between them; at_ is at a digit.
bool Reader::DecimalTail() {
  while (true) {
    while (IsDigit(At(at_))) ++at_;
    if (At(at_) != '_') return true;
    ++at_;
    if (!IsDigit(At(at_))) {
      return Fail(SyntaxRule::kInvalidNumber, at_ - 1, at_, "invalid decimal literal");
    }
  }
}

// What may follow a number without a blank: no letter, except those that start a keyword which can
// follow an expression (CPython warns about these and goes on).
bool Reader::EndOfNumber(string_view kind) {
  tokens_.back().end = at_;
  const string_view rest = text_.substr(at_, 4);
  for (string_view word : {"and", "else", "for", "if", "in", "is", "or", "not"}) {
    if (rest.starts_with(word)) return true;
  }
  if (!IsNameByte(At(at_))) return true;
  return Fail(SyntaxRule::kInvalidNumber, at_ - 1, at_, fmt::format("invalid {} literal", kind));
}

bool Reader::ReadNumber() {
  const uint32_t begin = at_;
  Emit(TokenKind::kNumber, begin, begin);
  bool nonzero = false, integer = true;
  if (At(at_) == '0') {
    const char base = static_cast<char>(At(at_ + 1) | 32);
    if (base == 'x' || base == 'o' || base == 'b') {
      const string_view kind = base == 'x' ? "hexadecimal" : base == 'o' ? "octal" : "binary";
      const auto fits = [base](char c) {
        return base == 'x' ? IsHex(c) : c >= '0' && c <= (base == 'o' ? '7' : '1');
      };
      at_ += 2;
      do {
        if (At(at_) == '_') ++at_;
        if (!fits(At(at_))) {
          if (IsDigit(At(at_))) {
            return Fail(SyntaxRule::kInvalidNumber, at_, at_ + 1,
                        fmt::format("invalid digit '{}' in {} literal", At(at_), kind));
          }
          return Fail(SyntaxRule::kInvalidNumber, at_ - 1, at_,
                      fmt::format("invalid {} literal", kind));
        }
        while (fits(At(at_))) ++at_;
      } while (At(at_) == '_');
      if (IsDigit(At(at_))) {
        return Fail(SyntaxRule::kInvalidNumber, at_, at_ + 1,
                    fmt::format("invalid digit '{}' in {} literal", At(at_), kind));
      }
      return EndOfNumber(kind);
    }
    while (At(at_) == '0' || At(at_) == '_') {
      if (At(at_) == '_' && !IsDigit(At(at_ + 1))) {
        return Fail(SyntaxRule::kInvalidNumber, at_, at_ + 1, "invalid decimal literal");
      }
      ++at_;
    }
    if (IsDigit(At(at_))) {
      nonzero = true;
      if (!DecimalTail()) return false;
    }
  } else if (At(at_) != '.') {
    if (!DecimalTail()) return false;
  }
  const uint32_t digits_end = at_;
  if (At(at_) == '.') {
    integer = false;
    ++at_;
    if (IsDigit(At(at_)) && !DecimalTail()) return false;
  }
  if ((At(at_) | 32) == 'e') {
    uint32_t next = at_ + 1;
    const bool sign = At(next) == '+' || At(next) == '-';
    if (sign) ++next;
    if (IsDigit(At(next))) {
      integer = false;
      at_ = next;
      if (!DecimalTail()) return false;
    } else if (sign) {
      return Fail(SyntaxRule::kInvalidNumber, at_, next, "invalid decimal literal");
    }
  }
  if ((At(at_) | 32) == 'j') {
    ++at_;
    return EndOfNumber("imaginary");
  }
  if (integer && nonzero) {
    return Fail(SyntaxRule::kInvalidNumber, begin, digits_end,
                "leading zeros in decimal integer literals are not permitted; use an 0o prefix for "
                "octal integers");
  }
  return EndOfNumber("decimal");
}

// A string literal from its quote at at_; `begin` is where its prefix starts.
bool Reader::ReadString(uint32_t begin, string_view prefix) {
  const char quote = At(at_);
  const bool triple = At(at_ + 1) == quote && At(at_ + 2) == quote;
  bool raw = false, format = false, bytes = false;
  for (char c : prefix) {
    raw = raw || (c | 32) == 'r';
    bytes = bytes || (c | 32) == 'b';
    format = format || (c | 32) == 'f' || (c | 32) == 't';
  }
  at_ += triple ? 3 : 1;
  bool template_string = false;
  for (char c : prefix) template_string = template_string || (c | 32) == 't';
  const TokenKind kind = template_string ? TokenKind::kTemplateString
                         : format        ? TokenKind::kFString
                         : bytes         ? TokenKind::kBytes
                                         : TokenKind::kString;
  const size_t token = tokens_.size();
  Emit(kind, begin, at_);
  if (format && joined_fields_) {
    if (strings_.size() >= kMaxStringNesting) {
      return Fail(SyntaxRule::kInvalidFString, begin, at_, "too many nested f-strings");
    }
    strings_.push_back({begin, line_, quote, triple, raw, brackets_.size(), token});
    return ReadFStringMiddle();
  }
  const uint32_t body = at_;
  bool plain = true;  // neither escapes nor characters outside of ASCII
  const char* const data = text_.data();
  const auto size = static_cast<uint32_t>(text_.size());
  while (true) {
    if (at_ >= size) break;
    const char c = data[at_];
    if (c == quote) {
      if (!triple) break;
      if (At(at_ + 1) == quote && At(at_ + 2) == quote) break;
      ++at_;
    } else if (c == '\\') {
      plain = false;
      ++at_;
      if (at_ < size) {
        if (data[at_] == '\n') NewLine();
        ++at_;
      }
    } else if (c == '\n') {
      if (!triple) break;
      NewLine();
      ++at_;
    } else {
      if (static_cast<signed char>(c) < 0) plain = false;
      ++at_;
    }
  }
  if (at_ >= size || data[at_] == '\n') {
    return Fail(SyntaxRule::kUnterminatedString, begin, begin + 1,
                fmt::format("unterminated {}string literal (detected at line {})",
                            triple ? "triple-quoted " : "", LastLine()));
  }
  const uint32_t body_end = at_;
  at_ += triple ? 3 : 1;
  tokens_[token].end = at_;
  if (plain && !format) return true;
  StringError error;
  std::vector<std::pair<uint32_t, uint32_t>> fields;
  if (!CheckStringBody(text_.substr(body, body_end - body),
                       {.raw = raw, .bytes = bytes, .format = format}, &error, &fields)) {
    const SyntaxRule rule =
        error.in_field ? SyntaxRule::kInvalidFString : SyntaxRule::kInvalidEscape;
    const bool whole = error.end == error.begin;
    FailString(rule, whole ? begin : body + error.begin, whole ? at_ : body + error.end,
               std::move(error.message));
    return true;
  }
  for (const auto& [field, field_end] : fields) {
    if (!ReadOldField(body + field, body + field_end)) return false;
  }
  return true;
}

// The literal text of an f-string from at_, up to a field or the end of the string, or that of a
// format specification, up to a nested field or the end of the field.
bool Reader::ReadFStringMiddle() {
  const OpenString open = strings_.back();
  const bool specification = !brackets_.empty() && brackets_.size() > open.brackets;
  const auto unterminated = [&] {
    return Fail(SyntaxRule::kUnterminatedString, open.begin, open.begin + 1,
                fmt::format("unterminated {}f-string literal (detected at line {})",
                            open.triple ? "triple-quoted " : "",
                            open.triple ? LastLine() : open.first_line + 1));
  };
  const uint32_t begin = at_;
  const auto escapes = [&] {
    StringError error;
    if (!open.raw && !CheckStringBody(text_.substr(begin, at_ - begin), {}, &error, nullptr)) {
      FailString(SyntaxRule::kInvalidEscape, begin, at_, std::move(error.message));
    }
  };
  while (true) {
    if (at_ >= text_.size()) return unterminated();
    const char c = text_[at_];
    if (c == open.quote &&
        (!open.triple || (At(at_ + 1) == open.quote && At(at_ + 2) == open.quote))) {
      if (specification) {
        return Fail(SyntaxRule::kInvalidFString, at_, at_ + 1, "f-string: expecting '}'");
      }
      escapes();
      at_ += open.triple ? 3 : 1;
      tokens_[open.token].end = at_;
      strings_.pop_back();
      return true;
    }
    if (c == '\n') {
      if (!open.triple) return unterminated();
      NewLine();
      ++at_;
    } else if (c == '\\') {
      ++at_;
      const char next = At(at_);
      if (next == '{' || next == '}') continue;
      if (next == '\n') NewLine();
      if (at_ < text_.size()) ++at_;
      if (!open.raw && next == 'N' && At(at_) == '{') {
        while (at_ < text_.size() && text_[at_] != '}' && text_[at_] != open.quote &&
               text_[at_] != '\n') {
          ++at_;
        }
        if (At(at_) == '}') ++at_;
      }
    } else if (c == '{') {
      if (!specification && At(at_ + 1) == '{') {
        at_ += 2;
        continue;
      }
      escapes();
      // CPython's MAX_EXPR_NESTING; in a specification every open bracket is a field.
      if (brackets_.size() - open.brackets >= kMostFieldNesting) {
        return Fail(SyntaxRule::kInvalidFString, at_, at_ + 1,
                    "f-string: expressions nested too deeply");
      }
      if (!OpenBracket(at_)) return false;
      brackets_.back().field = true;
      ++at_;
      Emit(TokenKind::kFieldOpen, at_, at_);
      return true;
    } else if (c == '}') {
      if (specification) {
        escapes();
        return true;  // the caller closes the field
      }
      if (At(at_ + 1) == '}') {
        at_ += 2;
        continue;
      }
      return Fail(SyntaxRule::kInvalidFString, at_, at_ + 1, "f-string: single '}' is not allowed");
    } else {
      ++at_;
    }
  }
}

}  // namespace

LayoutOutcome ReadLayout(const Source& source, PythonVersion python) {
  LayoutOutcome outcome;
  Reader(source, python, &outcome).Read();
  return outcome;
}

}  // namespace stockade::analyzer
