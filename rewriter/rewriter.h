// Prints a program from its tree, every risky operation passed through a guard.
//
//   Result<Rewritten> r = Rewrite(tree, names, {.level = GuardLevel::kProven, .spelling =
//   Spelling::kConstants});
//
// The output has our own spelling of every token; no source bytes are copied between tokens, and
// every token stays on its line. Without guards printing is a fixed point. A node kind without a
// printer, a text that names a guard, or a literal that holds the guard marker is an error.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "analyzer/names.h"
#include "analyzer/tree.h"
#include "executor/guards.h"

namespace stockade::rewriter {

enum class Level : uint8_t {
  kOff,
  kProven,
  kAll,
  // RestrictedPython's protocol and nothing beside it: the host supplies the hooks as globals, so
  // no guard is left out and none is added that such a host would not know. In-place operations on
  // items and attributes, slices and the targets of `with` are spelled with the same hooks; `print`
  // and `printed` go through `_print_`, and classes get `metaclass=__metaclass__`. Needs kNames and
  // no budget. The text may have more lines than the source (Rewritten::added_lines).
  kProtocol,
};

enum class Spelling : uint8_t {
  kNames,      // RestrictedPython's names, for people: _getattr_(a, "b")
  kConstants,  // the worker's: string constants that start with kGuardMarker
};

// Decides whether an attribute name may be left bare under Level::kProven: the static rules have
// allowed it and it is not in the guard table's never_bare.
struct AttributePolicy {
  std::vector<std::string> allow;  // names allowed beside the guard table's kRead rows
};

struct RewriteOptions {
  Level level = Level::kProven;
  Spelling spelling = Spelling::kConstants;
  bool budget = true;              // emit budget guards at loops and function entries
  analyzer::PythonVersion python;  // of the CPython that compiles the output
  bool expression = false;         // the tree is one expression
  // Level::kProtocol: the module has a print collector of its own, as a function has.
  bool print_scope = true;
};

struct Position {  // see executor::PositionEntry: lines from 1, columns in UTF-8 bytes from 0
  uint32_t printed_line, printed_column, line, column;
};

// One guard that was emitted or left out, for `rewrite --explain` and the result.
struct GuardNote {
  executor::GuardId guard;
  bool emitted = false;
  uint32_t begin = 0, end = 0;  // bytes of the source text
  std::string_view reason;      // a named argument of proofs.def when left out
};

struct Rewritten {
  std::string text;                     // UTF-8, LF, ends with a line feed
  std::vector<Position> positions;      // sorted by printed position
  std::vector<GuardNote> guards;        // in source order
  std::vector<std::string> bare_names;  // attribute names left bare, sorted, unique
  // Under Level::kProtocol: statements were added on lines of their own, so that printed lines are
  // not the source's; `positions` has both.
  bool added_lines = false;
};

enum class ErrorCode {
  kUnknownNode,
  kNamesGuard,
  kKeywordName,  // an identifier that is a keyword after NFKC folding (PEP 3131)
  kMarkerInLiteral,
  kUnsupportedVersion,
  kTooNested,  // the guards' brackets add up to more than CPython's tokenizer takes
};
struct Error {
  ErrorCode code;
  uint32_t begin = 0, end = 0;  // bytes of the source text
  std::string message;
};
template <class T>
using Result = tl::expected<T, Error>;

Result<Rewritten> Rewrite(const analyzer::Tree& tree, const analyzer::Names& names,
                          const RewriteOptions& options);

}  // namespace stockade::rewriter
