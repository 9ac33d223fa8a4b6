#include "analyzer/scanner.h"

#include <cstdlib>
#include <new>

// The five functions that the grammar's parser.c calls, and the order of its tokens, are the
// contract of tree-sitter-python 0.25 (the `externals` of its grammar.js).

namespace stockade::analyzer {
namespace {

// tree-sitter's lexer as a scanner sees it; the layout is part of the parser ABI (version 15).
struct Lexer {
  int32_t lookahead;
  uint16_t result_symbol;
  void (*advance)(Lexer*, bool skip);
  void (*mark_end)(Lexer*);
  uint32_t (*get_column)(Lexer*);
  bool (*is_at_included_range_start)(const Lexer*);
  bool (*eof)(const Lexer*);
  void (*log)(const Lexer*, const char*, ...);
};

enum Token : uint16_t {
  kNewline,
  kIndent,
  kDedent,
  kStringStart,
  kStringContent,
  kDoubledBrace,
  kStringEnd,
  kComment,
  kCloseBracket,
  kCloseParenthesis,
  kCloseBrace,
  kExcept,
};

// What is open around the current place; all that tree-sitter keeps between two tokens.
struct State {
  static constexpr uint8_t kDoubleQuote = 1, kTriple = 2, kRaw = 4, kFormat = 8, kBytes = 16;
  static constexpr uint32_t kMaxStrings = 200;

  uint16_t level = 0;         // blocks
  uint8_t strings_count = 0;  // a string, the string in a field of it, ...
  uint8_t strings[kMaxStrings];
};

thread_local ScanContext* current = nullptr;

void Consume(Lexer* lexer) { lexer->advance(lexer, false); }
bool Found(Lexer* lexer, Token token) {
  lexer->result_symbol = token;
  return true;
}

// At a letter or a quote: a string's prefix and opening quote, if that is what it is.
bool ScanStringStart(State* state, Lexer* lexer) {
  uint8_t traits = 0;
  for (int length = 0;; ++length) {
    const int32_t letter = lexer->lookahead | 32;
    if (lexer->lookahead == '"' || lexer->lookahead == '\'') break;
    uint8_t trait = 0;
    bool fits = true;  // with the letter before
    switch (letter) {
      case 'r':
        trait = State::kRaw;
        break;
      case 'b':
        trait = State::kBytes;
        break;
      case 'f':
      case 't':
        trait = State::kFormat;
        break;
      case 'u':
        fits = length == 0;
        break;
      default:
        return false;
    }
    // Two letters are r and one of b, f, t; u stands alone.
    if (length == 1) {
      fits = fits && traits != 0 && ((traits ^ trait) & State::kRaw) != 0 && trait != traits;
    }
    if (length == 2 || !fits) return false;
    traits |= trait;
    Consume(lexer);
  }
  const int32_t quote = lexer->lookahead;
  if (state->strings_count >= State::kMaxStrings) return false;
  Consume(lexer);
  lexer->mark_end(lexer);
  if (quote == '"') traits |= State::kDoubleQuote;
  if (lexer->lookahead == quote) {
    Consume(lexer);
    if (lexer->lookahead == quote) {
      Consume(lexer);
      lexer->mark_end(lexer);
      traits |= State::kTriple;
    }
  }
  state->strings[state->strings_count++] = traits;
  return Found(lexer, kStringStart);
}

// Inside a string, outside of its fields. Escape sequences are the grammar's own tokens: content
// ends at the backslash that starts one.
bool ScanString(State* state, Lexer* lexer) {
  const uint8_t traits = state->strings[state->strings_count - 1];
  const int32_t quote = (traits & State::kDoubleQuote) != 0 ? '"' : '\'';
  const bool raw = (traits & State::kRaw) != 0, format = (traits & State::kFormat) != 0;
  bool content = false;  // something was read; its end is marked where it may end
  while (true) {
    const int32_t c = lexer->lookahead;
    if (c == quote) {
      lexer->mark_end(lexer);
      Consume(lexer);
      if ((traits & State::kTriple) != 0) {
        if (lexer->lookahead != quote) {
          content = true;
          continue;
        }
        Consume(lexer);
        if (lexer->lookahead != quote) {
          content = true;
          continue;
        }
        Consume(lexer);
      }
      if (content) return Found(lexer, kStringContent);
      lexer->mark_end(lexer);
      --state->strings_count;
      return Found(lexer, kStringEnd);
    }
    if (c == '\\') {
      lexer->mark_end(lexer);
      if (!raw && (traits & State::kBytes) == 0) {
        return content && Found(lexer, kStringContent);
      }
      Consume(lexer);
      const int32_t escaped = lexer->lookahead;
      if (!raw && escaped != 'N' && escaped != 'u' && escaped != 'U') {
        // Bytes know all other escapes.
        return content && Found(lexer, kStringContent);
      }
      content = true;
      if (lexer->eof(lexer)) return false;
      if (!(format && (escaped == '{' || escaped == '}'))) Consume(lexer);
      continue;
    }
    if (format && (c == '{' || c == '}')) {
      lexer->mark_end(lexer);
      Consume(lexer);
      if (content) return Found(lexer, kStringContent);
      if (lexer->lookahead != c) return false;  // the grammar's own brace
      Consume(lexer);
      lexer->mark_end(lexer);
      return Found(lexer, kDoubledBrace);
    }
    if (c == '\n' && (traits & State::kTriple) == 0) return false;
    if (c == 0 && lexer->eof(lexer)) return false;
    Consume(lexer);
    content = true;
  }
}

bool Scan(State* state, Lexer* lexer, const bool* valid) {
  ScanContext* const context = current;
  if (context == nullptr) return false;
  ++context->calls;
  if (valid[kIndent] && valid[kStringContent]) {
    // No state of the grammar takes both: tree-sitter looks for a way out of an error.
    if (context->failure_count < context->failures.size()) {
      context->failures[context->failure_count++] = {context->line, lexer->get_column(lexer)};
    }
    return false;
  }
  if (valid[kStringContent]) return state->strings_count > 0 && ScanString(state, lexer);

  const std::vector<LineLayout>& lines = context->layout->lines;
  if (state->level > lines[context->line].level && !(valid[kNewline] && lexer->eof(lexer))) {
    --state->level;
    return Found(lexer, kDedent);
  }
  while (true) {
    switch (lexer->lookahead) {
      case ' ':
      case '\t':
        lexer->advance(lexer, true);
        continue;
      case '\n': {
        const LineLayout& line = lines[context->line];
        const bool ends = line.ends_logical_line != 0;
        if (!ends) {
          lexer->advance(lexer, true);
          continue;
        }
        Consume(lexer);
        lexer->mark_end(lexer);
        if (valid[kIndent] && lines[context->line].level > state->level) {
          ++state->level;
          return Found(lexer, kIndent);
        }
        // Where no statement may end this is an error, and so it should be.
        return Found(lexer, kNewline);
      }
      case '#':
        // In a format specification it is literal text; the grammar tells the two apart.
        if (state->strings_count > 0) return false;
        while (lexer->lookahead != '\n' && !lexer->eof(lexer)) Consume(lexer);
        lexer->mark_end(lexer);
        return Found(lexer, kComment);
      case '"':
      case '\'':
      case 'b':
      case 'B':
      case 'f':
      case 'F':
      case 'r':
      case 'R':
      case 't':
      case 'T':
      case 'u':
      case 'U':
        return valid[kStringStart] && ScanStringStart(state, lexer);
      case 0:
        return valid[kNewline] && lexer->eof(lexer) && Found(lexer, kNewline);
      default:
        return false;
    }
  }
}

}  // namespace

const char* ReadLine(void* payload, uint32_t byte, TSPoint, uint32_t* size) {
  auto* context = static_cast<ScanContext*>(payload);
  if (byte >= context->size) {
    context->line = static_cast<uint32_t>(context->layout->lines.size() - 1);
    *size = 0;
    return "";
  }
  const Source& source = *context->source;
  // Mostly the next line.
  uint32_t line = context->line + 1;
  if (line >= source.line_count() || source.LineStart(line + 1) != byte) {
    line = source.LineOf(byte) - 1;
  }
  context->line = line;
  const uint32_t end = line + 1 < source.line_count() ? source.LineStart(line + 2) : context->size;
  *size = (end < context->size ? end : context->size) - byte;
  return source.text().data() + byte;
}

void SetScanContext(ScanContext* context) { current = context; }

}  // namespace stockade::analyzer

using stockade::analyzer::Lexer;
using stockade::analyzer::State;

extern "C" {

void* tree_sitter_python_external_scanner_create() {
  static_assert(sizeof(State) <= 1024);
  void* memory = std::malloc(sizeof(State));
  if (memory == nullptr) std::abort();
  return new (memory) State;
}

void tree_sitter_python_external_scanner_destroy(void* state) { std::free(state); }

bool tree_sitter_python_external_scanner_scan(void* state, Lexer* lexer, const bool* valid) {
  return stockade::analyzer::Scan(static_cast<State*>(state), lexer, valid);
}

unsigned tree_sitter_python_external_scanner_serialize(void* payload, char* buffer) {
  const auto& state = *static_cast<const State*>(payload);
  buffer[0] = static_cast<char>(state.level & 0xFF);
  buffer[1] = static_cast<char>(state.level >> 8);
  for (unsigned i = 0; i < state.strings_count; ++i) {
    buffer[2 + i] = static_cast<char>(state.strings[i]);
  }
  return 2u + state.strings_count;
}

void tree_sitter_python_external_scanner_deserialize(void* payload, const char* buffer,
                                                     unsigned size) {
  auto& state = *static_cast<State*>(payload);
  state.level = 0;
  state.strings_count = 0;
  if (size < 2) return;
  state.level = static_cast<uint16_t>(static_cast<unsigned char>(buffer[0]) |
                                      static_cast<unsigned char>(buffer[1]) << 8);
  while (2u + state.strings_count < size && state.strings_count < State::kMaxStrings) {
    state.strings[state.strings_count] = static_cast<uint8_t>(buffer[2 + state.strings_count]);
    ++state.strings_count;
  }
}
}
